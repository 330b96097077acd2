package ai.vugen.training.recipe;

import ai.vugen.flow.DecoderSchedule;
import ai.vugen.model.ModelParts;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Stage 2: the decoder learns to reach in one step what its former self reaches in several (VUGEN
 * App. A; SSDD §distillation). Same noise, same latent; all losses of stage 1 kept.
 */
final class DistilStage implements Stage<WorldData.Scenes> {
  private final Recipe recipe;
  private final StageSettings settings;
  private final PddConfig decoder;
  private final WorldData data;
  private final LatentEncoder encoder;
  private final DecoderLosses decoderLosses;
  private final List<TorchWeights> teachers;

  /**
   * The stage.
   *
   * @param teachers the weights of stage 1, which stay as they are, once for each thread
   * @param terms of the loss, with networks of their own
   */
  DistilStage(Recipe recipe, WorldData data, List<TorchWeights> teachers, List<DecoderTerm> terms) {
    this.recipe = recipe;
    this.data = data;
    this.teachers = List.copyOf(teachers);
    settings = recipe.stage(name());
    decoder = PddConfig.of(recipe.model().decoder());
    encoder = LatentEncoder.of(recipe.model());
    decoderLosses =
        new DecoderLosses(recipe.model(), settings.own().number("perceptual_weight"), terms);
  }

  @Override
  public String name() {
    return "distil";
  }

  @Override
  public String[] trained() {
    return new String[] {ModelParts.DECODER + ".", RepaTerm.SCOPE + "."};
  }

  @Override
  public WorldData.Scenes compose(Part part) {
    return data.scenes(Split.TRAIN, part.index(), part.of(settings.batch()), QuestionMix.NONE);
  }

  @Override
  public Map<String, TorchTensor> losses(TorchWeights weights, WorldData.Scenes batch, Part part) {
    TorchBackend backend = weights.backend();
    Weights root = new Weights(weights);
    PixelDiffusionDecoder student = network(root);
    Draws draws = new Draws(recipe.seed(), name(), part.index());
    int n = batch.count();
    Tensor noise = backend.normal(draws.seed(), n, 3, decoder.imageSize(), decoder.imageSize());
    Tensor pixels = batch.pixels(backend, decoder.imageSize());
    Tensor picture = batch.pixels(backend, encoder.latents().pictureSize());
    Tensor latent;
    Tensor target;
    try (NoGradient frozen = new NoGradient()) {
      Tensor z = encoder.encode(root, picture);
      latent =
          LatentNoise.add(
              encoder.reduce(root, z), settings.own().number("latent_noise"), backend, draws);
      TorchWeights teacher = teachers.get(part.share());
      teacher.newStep();
      target =
          decode(
              network(new Weights(teacher)),
              backend,
              latent,
              noise,
              new DecoderSchedule(settings.own().size("teacher_steps"), decoder.schedulePower()));
    }
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    var output = student.decode(noise, latent, backend.real(ones, n));
    Tensor time = backend.real(ones, n, 1, 1, 1);
    Decoded decoded = new Decoded(pixels, target, noise, noise, time, output);
    return decoderLosses.of(root, part.share(), decoded);
  }

  private PixelDiffusionDecoder network(Weights root) {
    return new PixelDiffusionDecoder(decoder, root.at(ModelParts.DECODER));
  }

  /** Decodes from noise along a schedule. */
  static Tensor decode(
      PixelDiffusionDecoder decoder,
      TorchBackend backend,
      Tensor latent,
      Tensor noise,
      DecoderSchedule schedule) {
    int n = (int) latent.shape().size(0);
    Tensor x = noise;
    for (int i = 0; i < schedule.steps(); i++) {
      float[] times = new float[n];
      Arrays.fill(times, (float) schedule.time(i));
      Tensor velocity = decoder.decode(x, latent, backend.real(times, n)).velocity();
      x = ((TorchTensor) x.add(velocity.mul(schedule.time(i) - schedule.time(i + 1))));
    }
    return x;
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    return Reconstructions.draw(
        recipe.model(), data, weights, folder, settings.own().size("teacher_steps"));
  }
}
