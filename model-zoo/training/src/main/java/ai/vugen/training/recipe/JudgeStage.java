package ai.vugen.training.recipe;

import ai.vugen.evaluation.judge.CellVerdicts;
import ai.vugen.evaluation.judge.Judge.Sighting;
import ai.vugen.evaluation.judge.JudgeConfig;
import ai.vugen.evaluation.judge.JudgeNetwork;
import ai.vugen.evaluation.judge.JudgeScores;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.ObjectBox;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Scene;
import ai.vugen.world.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The one stage of a judge: it learns to find and name the things of composed scenes. */
final class JudgeStage implements Stage<JudgeStage.Batch> {
  /** The stage, and the scope of the network's parameters. */
  static final String NAME = "judge";

  /** Scenes of each held-out split that it is measured on. */
  private static final int EVALUATED = 256;

  /** Pictures judged together. */
  private static final int TOGETHER = 32;

  private final JudgeConfig config;
  private final RunSettings run;
  private final StageSettings settings;
  private final PictureWorld world;

  JudgeStage(JudgeRecipe recipe, PictureWorld world) {
    config = recipe.judge();
    run = recipe.run();
    settings = run.stage(NAME);
    this.world = world;
  }

  /** Pictures, {@code [count, size, size, 3]}, and what is drawn where. */
  @SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
  record Batch(byte[] rgb, List<List<ObjectBox>> objects) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String[] trained() {
    return new String[] {NAME + "."};
  }

  @Override
  public Batch compose(Part part) {
    Batch batch = scenes(Split.TRAIN, part.index(), part.of(settings.batch()));
    Draws draws = new Draws(run.seed(), "damage", part.index());
    PixelDamage damage = new PixelDamage(draws.seed());
    int length = batch.rgb().length / batch.objects().size();
    for (int i = 0; i < batch.objects().size(); i++) {
      byte[] picture = Arrays.copyOfRange(batch.rgb(), i * length, (i + 1) * length);
      damage.apply(picture, config.imageSize());
      System.arraycopy(picture, 0, batch.rgb(), i * length, length);
    }
    return batch;
  }

  private Batch scenes(Split split, long step, int count) {
    int size = config.imageSize();
    byte[] rgb = new byte[count * size * size * 3];
    List<List<ObjectBox>> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Scene scene = world.scene(split, run.seed(), step * count + i);
      world.renderer().render(scene, rgb, i * size * size * 3);
      objects.add(world.renderer().boxes(scene));
    }
    return new Batch(rgb, objects);
  }

  @Override
  public Map<String, TorchTensor> losses(TorchWeights weights, Batch batch, Part part) {
    TorchBackend backend = weights.backend();
    JudgeTargets targets = JudgeTargets.of(config, batch.objects());
    JudgeNetwork.Verdicts verdicts = judge(weights, batch);
    Tensor rows = backend.indices(targets.rows(), targets.rows().length);
    float[] ones = new float[targets.rows().length];
    Arrays.fill(ones, 1);
    Tensor every = backend.real(ones, ones.length);
    Tensor centre = byCell(verdicts.centre()); // [cells, 1]
    Map<String, TorchTensor> losses = new LinkedHashMap<>();
    losses.put(
        "centre",
        Losses.crossEntropy(
            Tensor.concat(1, centre.mul(0), centre),
            backend.indices(targets.centres(), targets.centres().length),
            backend.real(targets.shares(), targets.shares().length)));
    losses.put(
        "thing",
        Losses.crossEntropy(
            byCell(verdicts.thing()).gather(rows),
            backend.indices(targets.things(), ones.length),
            every));
    losses.put(
        "colour",
        Losses.crossEntropy(
            byCell(verdicts.colour()).gather(rows),
            backend.indices(targets.colours(), ones.length),
            every));
    losses.put(
        "box",
        Losses.meanAbsoluteError(
            byCell(verdicts.box()).gather(rows), backend.real(targets.boxes(), ones.length, 4)));
    Map<String, TorchTensor> all = new LinkedHashMap<>();
    all.put("loss", (TorchTensor) total(losses));
    all.putAll(losses);
    return all;
  }

  private Tensor total(Map<String, TorchTensor> losses) {
    Tensor total = null;
    for (Map.Entry<String, TorchTensor> loss : losses.entrySet()) {
      Tensor weighted = loss.getValue().mul(settings.own().number(loss.getKey() + "_weight"));
      total = total == null ? weighted : total.add(weighted);
    }
    return Objects.requireNonNull(total);
  }

  private JudgeNetwork.Verdicts judge(TorchWeights weights, Batch batch) {
    Tensor pixels =
        weights
            .backend()
            .images(batch.rgb(), batch.objects().size(), config.imageSize(), config.imageSize());
    return new JudgeNetwork(config, new Weights(weights).at(NAME)).judge(pixels);
  }

  /** {@code [batch, numbers, grid, grid]} as {@code [batch * cells, numbers]}. */
  private static Tensor byCell(Tensor verdict) {
    return verdict.permute(0, 2, 3, 1).flatten(0, 2);
  }

  @Override
  public Map<String, Double> sample(TorchWeights weights, Path folder) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Split split : List.of(Split.HELD_OUT_SCENES, Split.HELD_OUT_COMBINATIONS)) {
      JudgeScores scores = JudgeScores.NONE;
      for (int from = 0; from < EVALUATED; from += TOGETHER) {
        Batch batch = scenes(split, from / TOGETHER, TOGETHER);
        List<List<Sighting>> sightings = sightings(weights, batch);
        for (int i = 0; i < TOGETHER; i++) {
          scores = scores.plus(JudgeScores.of(batch.objects().get(i), sightings.get(i)));
        }
      }
      String name = split.name().toLowerCase(Locale.ROOT);
      numbers.put(name + " recall", scores.recall());
      numbers.put(name + " colour", scores.colourAccuracy());
      numbers.put(name + " exact", scores.exactShare());
      numbers.put(name + " false", scores.falseRate());
    }
    return numbers;
  }

  private List<List<Sighting>> sightings(TorchWeights weights, Batch batch) {
    weights.newStep();
    JudgeNetwork.Verdicts verdicts = judge(weights, batch);
    int count = batch.objects().size();
    float[][] numbers = {
      floats(verdicts.centre()),
      floats(verdicts.thing()),
      floats(verdicts.colour()),
      floats(verdicts.box())
    };
    List<List<Sighting>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CellVerdicts picture =
          new CellVerdicts(
              config,
              part(numbers[0], i, count),
              part(numbers[1], i, count),
              part(numbers[2], i, count),
              part(numbers[3], i, count));
      all.add(picture.sightings(JudgeScores.LEAST_SCORE));
    }
    return all;
  }

  private static float[] floats(Tensor tensor) {
    return ((TorchTensor) tensor).floats();
  }

  private static float[] part(float[] all, int index, int count) {
    int length = all.length / count;
    return Arrays.copyOfRange(all, index * length, (index + 1) * length);
  }
}
