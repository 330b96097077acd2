package ai.vugen.training.recipe;

import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.vision.Grid;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.ObjectColour;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Stage 0: the vision-language model learns to see and to answer, from nothing.
 *
 * <p>The first steps train the encoder alone, on what each patch shows: the object, its colour and
 * the pixels. The pixel term stays, so that the small encoder's features keep appearance as those
 * of a large one do. Then conversations about images and captions are added.
 */
final class PretrainStage implements Stage<PretrainStage.Batch> {
  /** Scope of the heads that only this stage has. */
  static final String HEADS = "pretrain";

  /** Scenes of each held-out split that are asked about. */
  private static final int EVALUATED = 64;

  private final VugenConfig config;
  private final StageSettings settings;
  private final WorldData data;
  private final LanguageLosses language;
  private final Grid grid;

  PretrainStage(Recipe recipe, WorldData data, Tokenizer tokenizer) {
    config = recipe.model();
    settings = recipe.stage(name());
    this.data = data;
    grid = config.vision().nativeGrid();
    language = new LanguageLosses(config, settings, tokenizer, data.world().sprites().names());
  }

  /** Scenes, and what is said about them. */
  record Batch(WorldData.Scenes scenes, LanguageLosses.Texts texts) {}

  @Override
  public String name() {
    return "pretrain";
  }

  @Override
  public String[] trained() {
    return new String[] {"model.", HEADS + "."};
  }

  @Override
  public Batch compose(Part part) {
    WorldData.Scenes scenes =
        data.scenes(
            Split.TRAIN, part.index(), part.of(settings.batch()), QuestionMix.of(settings.own()));
    return new Batch(scenes, language.texts(scenes));
  }

  @Override
  public Map<String, TorchTensor> losses(TorchWeights weights, Batch batch, Part part) {
    Weights root = new Weights(weights);
    TorchBackend backend = weights.backend();
    Tensor pixels = batch.scenes().pixels(backend, config.vision().imageSize());
    Tensor z = new ModelParts(config, root).vision(grid).encode(pixels); // [b, patches, width]
    Map<String, TorchTensor> losses = new LinkedHashMap<>();
    Tensor total = patchLosses(root, backend, batch, pixels, z, losses);
    if (part.step() >= settings.own().size("vision_steps")) {
      total = total.add(language.of(root, backend, batch.texts(), z, losses));
    }
    Map<String, TorchTensor> all = new LinkedHashMap<>();
    all.put("loss", (TorchTensor) total);
    all.putAll(losses);
    return all;
  }

  /** Returns what each patch shows: object, colour, pixels. */
  private Tensor patchLosses(
      Weights root,
      TorchBackend backend,
      Batch batch,
      Tensor pixels,
      Tensor z,
      Map<String, TorchTensor> losses) {
    int width = config.vision().width();
    int patch = config.vision().patchSize();
    Tensor cells = z.flatten(0, 1); // [b patches, width]
    long rows = cells.shape().size(0);
    float[] ones = new float[(int) rows];
    Arrays.fill(ones, 1);
    Tensor every = backend.real(ones, rows);
    Tensor concepts =
        Linear.of(root.at(HEADS + ".concept"), width, 1L + data.concepts()).apply(cells);
    Tensor colours =
        Linear.of(root.at(HEADS + ".colour"), width, 1L + ObjectColour.tints().size()).apply(cells);
    Tensor drawn = Linear.of(root.at(HEADS + ".pixels"), width, 3L * patch * patch).apply(cells);
    losses.put(
        "concept",
        Losses.crossEntropy(concepts, backend.indices(batch.scenes().concepts(), rows), every));
    losses.put(
        "colour",
        Losses.crossEntropy(colours, backend.indices(batch.scenes().colours(), rows), every));
    losses.put("pixel", Losses.meanSquaredError(drawn, patches(pixels)));
    return weighted(losses, "concept")
        .add(weighted(losses, "colour"))
        .add(weighted(losses, "pixel"));
  }

  /** Returns the pixels of each patch as a row: {@code [b patches, 3 patch patch]}. */
  private Tensor patches(Tensor pixels) {
    int patch = config.vision().patchSize();
    return pixels
        .unflatten(3, grid.columns(), patch)
        .unflatten(2, grid.rows(), patch) // [b, 3, rows, p, columns, p]
        .permute(0, 2, 4, 1, 3, 5)
        .flatten(3, 5)
        .flatten(0, 2);
  }

  private Tensor weighted(Map<String, TorchTensor> losses, String name) {
    return Objects.requireNonNull(losses.get(name)).mul(settings.own().number(name + "_weight"));
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Split split : List.of(Split.HELD_OUT_SCENES, Split.HELD_OUT_COMBINATIONS)) {
      WorldData.Scenes scenes = data.scenes(split, 0, EVALUATED, QuestionMix.ALL);
      measure(weights, scenes, split.name().toLowerCase(Locale.ROOT), numbers);
    }
    return numbers;
  }

  /** Every question about every scene alone, by exact match of the greedy answer. */
  private void measure(
      TorchWeights weights, WorldData.Scenes scenes, String split, Map<String, Double> numbers) {
    Weights root = new Weights(weights);
    TorchBackend backend = weights.backend();
    ModelParts networks = new ModelParts(config, root);
    Tensor z = networks.vision(grid).encode(scenes.pixels(backend, config.vision().imageSize()));
    Tensor concepts =
        Linear.of(root.at(HEADS + ".concept"), config.vision().width(), 1L + data.concepts())
            .apply(z.flatten(0, 1));
    long[] best = AnswerScores.largest(concepts);
    int right = 0;
    for (int i = 0; i < best.length; i++) {
      right += best[i] == scenes.concepts()[i] ? 1 : 0;
    }
    numbers.put(split + " cells", (double) right / best.length);
    language
        .measure(weights, scenes, z)
        .forEach((name, value) -> numbers.put(split + " " + name, value));
  }
}
