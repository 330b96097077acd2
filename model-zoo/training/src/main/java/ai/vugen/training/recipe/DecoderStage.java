package ai.vugen.training.recipe;

import ai.vugen.model.Networks;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Stage 1: the reducer and the pixel diffusion decoder, jointly, on the frozen encoder (VUGEN §3.1,
 * §3.3); a reducer of principal components is measured before and stays as it is.
 *
 * <p>A share of the batch is pure noise, as one-step decoding will see it. The decoder's latents
 * are noised a little, so that it forgives the tower's errors.
 */
final class DecoderStage implements Stage<WorldData.Scenes> {
  private final Recipe recipe;
  private final StageSettings settings;
  private final DecoderConfig decoder;
  private final WorldData data;
  private final LatentEncoder encoder;
  private final DecoderLosses decoderLosses;

  DecoderStage(Recipe recipe, WorldData data, List<DecoderTerm> terms) {
    this.recipe = recipe;
    this.data = data;
    settings = recipe.stage(name());
    decoder = Objects.requireNonNull(recipe.model().generation()).decoder();
    encoder = new LatentEncoder(recipe.model());
    decoderLosses =
        new DecoderLosses(recipe.model(), settings.own().number("perceptual_weight"), terms);
  }

  @Override
  public String name() {
    return "decoder";
  }

  @Override
  public String[] trained() {
    boolean measured =
        Objects.requireNonNull(recipe.model().generation()).reducer() instanceof ReducerConfig.Pca;
    return measured
        ? new String[] {Networks.DECODER + ".", RepaTerm.SCOPE + "."}
        : new String[] {Networks.REDUCER + ".", Networks.DECODER + ".", RepaTerm.SCOPE + "."};
  }

  @Override
  public WorldData.Scenes compose(Part part) {
    return data.scenes(Split.TRAIN, part.index(), part.of(settings.batch()), QuestionMix.NONE);
  }

  @Override
  public Map<String, TorchTensor> losses(TorchWeights weights, WorldData.Scenes batch, Part part) {
    TorchBackend backend = weights.backend();
    Networks networks = new Networks(recipe.model(), new Weights(weights));
    Draws draws = new Draws(recipe.seed(), name(), part.index());
    int n = batch.count();
    Tensor pixels = batch.pixels(backend);
    Tensor latent =
        LatentNoise.add(
            latent(networks, pixels, part.step()),
            settings.own().number("latent_noise"),
            backend,
            draws);
    float[] times = new float[n];
    for (int i = 0; i < n; i++) {
      times[i] = draws.happens(settings.own().number("pure_noise_share")) ? 1 : draws.logitNormal();
    }
    Tensor time = backend.real(times, n, 1, 1, 1);
    Tensor noise = backend.normal(draws.seed(), n, 3, decoder.imageSize(), decoder.imageSize());
    Tensor noisy = pixels.mul(time.negate().add(1)).add(noise.mul(time));
    var output = networks.decoder().decode(noisy, latent, backend.real(times, n));
    Decoded decoded = new Decoded(pixels, pixels, noise, noisy, time, output);
    return decoderLosses.of(new Weights(weights), part.share(), decoded);
  }

  /** The reducer learns in the first steps only, so that a tower may know its latents. */
  private Tensor latent(Networks networks, Tensor pixels, long step) {
    Tensor z;
    try (NoGradient frozen = new NoGradient()) {
      z = encoder.encode(networks, pixels);
      if (step >= settings.own().index("reducer_steps")) {
        return encoder.reduce(networks, z);
      }
    }
    return encoder.reduce(networks, z);
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    return Reconstructions.draw(recipe.model(), data, weights, folder, 8);
  }
}
