package ai.vugen.evaluation.judge;

import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  private static final JudgeConfig CONFIG =
      new JudgeConfig(SIZE, List.of(8, 8), List.of(1, 1), 4, 3, 3);

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
   * Writes a judge of the same shape with other weights.
   *
   * @param weights of a parameter's name and its number of elements
   */
  static Path write(Path folder, BiFunction<String, Integer, float[]> weights) {
    SafetensorsWriter writer = new SafetensorsWriter();
    OnnxGraph graph = OnnxGraph.withoutWeights("judge");
    Dim side = Dim.of(SIZE);
    new JudgeNetwork(CONFIG, new Weights(graph).at("judge"))
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
      writer.write(folder.resolve(Judge.WEIGHTS));
      Files.writeString(folder.resolve(Judge.CONFIG), config());
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

  private static String config() {
    return """
    {"image_size": 16, "channels": [8, 8], "blocks": [1, 1], "groups": 4, "things": 3, "colours": 3,
     "thing_names": ["dog", "unicorn", "teddy bear"], "colour_names": ["natural", "red", "blue"]}
    """;
  }
}
