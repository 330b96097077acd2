package ai.vugen.training.recipe;

import ai.vugen.model.ModelParts;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
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
  private final PddConfig decoder;
  private final WorldData data;
  private final LatentEncoder encoder;
  private final DecoderLosses decoderLosses;

  DecoderStage(Recipe recipe, WorldData data, List<DecoderTerm> terms) {
    this.recipe = recipe;
    this.data = data;
    settings = recipe.stage(name());
    decoder = PddConfig.of(recipe.model().decoder());
    encoder = LatentEncoder.of(recipe.model());
    decoderLosses =
        new DecoderLosses(recipe.model(), settings.own().number("perceptual_weight"), terms);
  }

  @Override
  public String name() {
    return "decoder";
  }

  @Override
  public String[] trained() {
    boolean measured = recipe.model().understandingLatents().reducer() instanceof ReducerConfig.Pca;
    return measured
        ? new String[] {ModelParts.DECODER + ".", RepaTerm.SCOPE + "."}
        : new String[] {ModelParts.REDUCER + ".", ModelParts.DECODER + ".", RepaTerm.SCOPE + "."};
  }

  @Override
  public WorldData.Scenes compose(Part part) {
    return data.scenes(Split.TRAIN, part.index(), part.of(settings.batch()), QuestionMix.NONE);
  }

  @Override
  public Map<String, TorchTensor> losses(TorchWeights weights, WorldData.Scenes batch, Part part) {
    TorchBackend backend = weights.backend();
    Weights root = new Weights(weights);
    Draws draws = new Draws(recipe.seed(), name(), part.index());
    int n = batch.count();
    Tensor pixels = batch.pixels(backend, decoder.imageSize());
    Tensor picture = batch.pixels(backend, encoder.latents().pictureSize());
    Tensor latent =
        LatentNoise.add(
            latent(root, picture, part.step()),
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
    var output =
        new PixelDiffusionDecoder(decoder, root.at(ModelParts.DECODER))
            .decode(noisy, latent, backend.real(times, n));
    Decoded decoded = new Decoded(pixels, pixels, noise, noisy, time, output);
    return decoderLosses.of(root, part.share(), decoded);
  }

  /** Lets the reducer learn in the first steps only, so that a tower may know its latents. */
  private Tensor latent(Weights root, Tensor picture, long step) {
    Tensor z;
    try (NoGradient frozen = new NoGradient()) {
      z = encoder.encode(root, picture);
      if (step >= settings.own().index("reducer_steps")) {
        return encoder.reduce(root, z);
      }
    }
    return encoder.reduce(root, z);
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    return Reconstructions.draw(recipe.model(), data, weights, folder, 8);
  }
}
