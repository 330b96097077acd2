package ai.vugen.training.recipe;

import ai.vugen.flow.TowerSchedule;
import ai.vugen.model.ModelParts;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stage 4: the generation tower learns to sample latents under captions, by rectified flow on the
 * frozen language model, encoder and reducer (VUGEN §3.2, eq. 1).
 *
 * <p>Each scene is shown under several noises and times, so that what the frozen networks make of
 * it is used more than once. {@code batch} counts the pairs of scene and noise. The logits of times
 * are normal; a {@code time_shift} above 1 moves times towards the noise ({@link TowerSchedule}).
 */
final class TowerStage implements Stage<TowerStage.Batch> {
  private final Recipe recipe;
  private final StageSettings settings;
  private final TowerConfig tower;
  private final WorldData data;
  private final PromptTemplate prompt;
  private final LatentEncoder encoder;
  private final int noises;
  private final double timeShift;
  private final Optional<TowerAlignment> alignment;
  private final Optional<TowerNaming> naming;

  TowerStage(Recipe recipe, WorldData data, Tokenizer tokenizer) {
    this.recipe = recipe;
    this.data = data;
    settings = recipe.stage(name());
    tower = recipe.model().tower();
    prompt = new PromptTemplate(tokenizer);
    encoder = LatentEncoder.of(recipe.model());
    noises = settings.own().size("noises_per_scene");
    timeShift = settings.own().number("time_shift");
    alignment =
        settings
            .own()
            .optionalSection("alignment")
            .map(section -> TowerAlignment.of(section, recipe.model()));
    naming =
        settings
            .own()
            .optionalSection("naming")
            .map(section -> TowerNaming.of(section, recipe.model(), data));
    if (settings.batch() % (recipe.threads() * noises) != 0) {
      throw settings
          .own()
          .fault(
              "batch",
              "must be a multiple of threads × noises_per_scene, %d × %d, but is %d"
                  .formatted(recipe.threads(), noises, settings.batch()));
    }
  }

  /** Scenes and their prompts, some of them dropped. */
  record Batch(WorldData.Scenes scenes, PromptBatch prompts) {}

  @Override
  public String name() {
    return "tower";
  }

  @Override
  public String[] trained() {
    return new String[] {
      ModelParts.TOWER + ".", TowerAlignment.SCOPE + ".", TowerNaming.SCOPE + "."
    };
  }

  @Override
  public Batch compose(Part part) {
    int count = part.of(settings.batch()) / noises;
    WorldData.Scenes scenes = data.scenes(Split.TRAIN, part.index(), count, QuestionMix.NONE);
    Draws draws = new Draws(recipe.seed(), "dropout", part.index());
    List<int[]> prompts = new ArrayList<>();
    for (String caption : scenes.captions()) {
      boolean dropped = draws.happens(settings.own().number("caption_dropout"));
      prompts.add(dropped ? prompt.unconditional() : prompt.encode(caption));
    }
    return new Batch(scenes, PromptBatch.of(prompts));
  }

  @Override
  public Map<String, TorchTensor> losses(TorchWeights weights, Batch batch, Part part) {
    TorchBackend backend = weights.backend();
    Weights root = new Weights(weights);
    ModelParts networks = new ModelParts(recipe.model(), root);
    Draws draws = new Draws(recipe.seed(), name(), part.index());
    Tensor z;
    Tensor latent;
    TextPrefix prefix;
    try (NoGradient frozen = new NoGradient()) {
      z = encoder.encode(root, batch.scenes().pixels(backend, encoder.latents().pictureSize()));
      latent = repeat(standardised(root, z), noises);
      prefix =
          TextPrefix.of(networks, backend, batch.prompts(), tower.tokens().cells())
              .map(each -> repeat(each, noises));
    }
    int n = (int) latent.shape().size(0);
    float[] times = new float[n];
    for (int i = 0; i < n; i++) {
      times[i] = (float) TowerSchedule.shift(draws.logitNormal(), timeShift);
    }
    Tensor time = backend.real(times, n, 1, 1, 1);
    Tensor noise = backend.normal(draws.seed(), latent.shape().sizes());
    Tensor noisy = latent.mul(time).add(noise.mul(time.negate().add(1)));
    GenerationTower.Output output =
        networks
            .tower()
            .denoise(
                noisy,
                backend.real(times, n),
                prefix.position(),
                prefix.keyValues(),
                prefix.mask());
    Map<String, TorchTensor> losses = new LinkedHashMap<>();
    TorchTensor flow = Losses.meanSquaredError(output.velocity(), latent.sub(noise));
    losses.put("flow", flow);
    Tensor loss = flow;
    if (alignment.isPresent()) {
      TorchTensor distance = alignment.get().distance(root, output, repeat(z, noises));
      losses.put("alignment", distance);
      loss = loss.add(distance.mul(alignment.get().weight()));
    }
    if (naming.isPresent()) {
      TorchTensor distance = naming.get().distance(root, backend, output, batch.scenes());
      losses.put("naming", distance);
      loss = loss.add(distance.mul(naming.get().weight()));
    }
    losses.put("loss", (TorchTensor) loss);
    return losses;
  }

  /** Returns the batch several times over. */
  private static Tensor repeat(Tensor batch, int times) {
    return Tensor.concat(0, Collections.nCopies(times, batch));
  }

  private Tensor standardised(Weights root, Tensor z) {
    Tensor latent = encoder.reduce(root, z);
    int channels = tower.channels();
    Shape perChannel = Shape.of(channels, 1, 1);
    Tensor mean = root.get(ModelParts.LATENT_MEAN, Role.Use.MEAN, channels).reshape(perChannel);
    Tensor std = root.get(ModelParts.LATENT_STD, Role.Use.DEVIATION, channels).reshape(perChannel);
    return latent.sub(mean).div(std);
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    List<String> prompts = SamplePrompts.SHEET;
    float[] images = new Sampling(recipe, prompt).draw(weights, prompts, 5, 25);
    int side = recipe.model().decoder().imageSize();
    ImageSheet.writeCaptioned(folder.resolve("samples.png"), side, images, prompts, 8);
    return Map.of();
  }
}
