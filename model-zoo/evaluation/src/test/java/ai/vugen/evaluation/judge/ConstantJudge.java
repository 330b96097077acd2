package ai.vugen.evaluation.judge;

import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.evaluation.scenes.SceneSettings;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Weights;
import ai.vugen.world.Drawings;
import ai.vugen.world.ObjectColour;
import ai.vugen.world.SceneMix;
import ai.vugen.world.Split;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Judges without eyes: their weights are zeros but for the last biases, so that they see the same
 * thing at the same place in every picture.
 */
public final class ConstantJudge {
  /** The side of their pictures in pixels. */
  static final int SIZE = 16;

  /** The score of what they see. */
  static final double SCORE = 1 / (1 + Math.exp(-2)) * (Math.exp(4) / (Math.exp(4) + 2));

  /** How often they say that they err; not what they do. */
  static final JudgeScores SCORES = new JudgeScores(10, 20, 15, 8, 6, 4, 3);

  private static final List<String> THINGS = List.of("dog", "unicorn", "teddy bear");
  private static final List<String> COLOURS = List.of("natural", "red", "blue");

  private ConstantJudge() {}

  /**
   * Writes a judge that sees one thing, with the box (0, 0, 2, 4).
   *
   * @param thing 0 for a dog, 1 for a unicorn, 2 for a teddy bear
   * @param colour 0 for "as drawn", 1 for red, 2 for blue
   */
  public static Path write(Path folder, int thing, int colour) {
    return write(folder, (name, count) -> values(name, count, thing, colour));
  }

  /**
   * Writes a judge of {@link Drawings}, which sees the same in every picture.
   *
   * @param thing its number there
   * @param colour its label
   */
  public static Path writeOfDrawings(Path folder, int thing, int colour) {
    List<String> colours = Arrays.stream(ObjectColour.values()).map(ObjectColour::word).toList();
    return write(
        folder, Drawings.NAMES, colours, (name, count) -> values(name, count, thing, colour));
  }

  /**
   * Writes a judge of the same shape with other weights.
   *
   * @param weights of a parameter's name and its number of elements
   */
  static Path write(Path folder, BiFunction<String, Integer, float[]> weights) {
    return write(folder, THINGS, COLOURS, weights);
  }

  private static Path write(
      Path folder,
      List<String> things,
      List<String> colours,
      BiFunction<String, Integer, float[]> weights) {
    JudgeConfig config =
        new JudgeConfig(SIZE, List.of(8, 8), List.of(1, 1), 4, things.size(), colours.size());
    SafetensorsWriter writer = new SafetensorsWriter();
    OnnxGraph graph = OnnxGraph.withoutWeights("judge");
    Dim side = Dim.of(SIZE);
    new JudgeNetwork(config, new Weights(graph).at("judge"))
        .judge(graph.input("pixels", Shape.of(Dim.of(1), Dim.of(3), side, side)));
    graph
        .parameters()
        .forEach(
            (name, shape) -> {
              int count = (int) Arrays.stream(shape.sizes()).reduce(1, (a, b) -> a * b);
              writer.add(name, shape.sizes(), weights.apply(name, count));
            });
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(Judge.WEIGHTS);
      writer.write(file);
      JsonObject json = json(config, things, colours);
      json.add(Judge.ACCURACY, accuracy(JudgeSession.sha256(file)).json());
      Files.writeString(folder.resolve(Judge.CONFIG), json.toString());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] values(String name, int count, int thing, int colour) {
    float[] values = new float[count];
    switch (name) {
      case "judge.centre.bias" -> values[0] = 2;
      case "judge.thing.bias" -> values[thing] = 4;
      case "judge.colour.bias" -> values[colour] = 1;
      case "judge.box.bias" -> System.arraycopy(new float[] {0.5f, 1, 1, 2}, 0, values, 0, 4);
      default -> {}
    }
    return values;
  }

  private static JsonObject json(JudgeConfig config, List<String> things, List<String> colours) {
    Gson gson = new Gson();
    JsonObject json = new JsonObject();
    json.addProperty("image_size", config.imageSize());
    json.add("channels", gson.toJsonTree(config.channels()));
    json.add("blocks", gson.toJsonTree(config.blocks()));
    json.addProperty("groups", config.groups());
    json.addProperty("things", config.things());
    json.addProperty("colours", config.colours());
    json.add("thing_names", gson.toJsonTree(things));
    json.add("colour_names", gson.toJsonTree(colours));
    return json;
  }

  static JudgeAccuracy accuracy(String weights) {
    return new JudgeAccuracy(
        weights,
        new SceneSettings(10, 4, SIZE, 3, SceneMix.DEFAULT),
        JudgeScores.LEAST_SCORE,
        JudgeScores.LEAST_OVERLAP,
        Map.of(Split.HELD_OUT_SCENES, SCORES, Split.HELD_OUT_COMBINATIONS, SCORES.plus(SCORES)));
  }
}
