package ai.vugen.onnx;

import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution whose weight is quantized: what goes in and what comes out is rounded to 8 bits
 * within ranges that were measured beforehand; what lies outside of them is cut.
 *
 * <p>Ranges are of the whole feature map and the same for all, so that an image does not depend on
 * those beside it. The runtime has no fast convolution of integers whose result is not rounded.
 */
final class Int8Convolution {
  private static final int STEPS = 255;

  private final OnnxGraph graph;
  private final OnnxTensor weight;
  private final String scale;
  private final Grid in;
  private final Grid out;

  private Int8Convolution(OnnxTensor weight, String scale) {
    this.graph = weight.graph();
    this.weight = weight;
    this.scale = scale;
    float[] ranges = graph.initializers().ranges(weight.value());
    in = Grid.of(ranges[0], ranges[1]);
    out = Grid.of(ranges[2], ranges[3]);
  }

  /**
   * The 256 numbers that 8 bits stand for: 0 is one of them.
   *
   * @param step from one to the next
   * @param zero which of them is 0
   */
  private record Grid(float step, int zero) {
    static Grid of(float least, float largest) {
      float from = Math.min(0, least);
      float to = Math.max(0, largest);
      float step = to > from ? (to - from) / STEPS : 1;
      return new Grid(step, Math.round(-from / step));
    }
  }

  /**
   * Returns the convolution of x.
   *
   * @param weight quantized, {@code [out, in, kernel, kernel]}
   * @param window kernel, padding and stride
   */
  static OnnxTensor apply(
      OnnxTensor x,
      OnnxTensor weight,
      @Nullable OnnxTensor bias,
      Shape result,
      Attribute... window) {
    String scale = weight.scale();
    if (scale == null) {
      throw new IllegalArgumentException(weight.value() + " is not quantized");
    }
    return new Int8Convolution(weight, scale).convolve(x, bias, result, window);
  }

  private OnnxTensor convolve(
      OnnxTensor x, @Nullable OnnxTensor bias, Shape result, Attribute... window) {
    List<String> operands = new ArrayList<>();
    operands.add(node("QuantizeLinear", x.shape(), x.computed(), step(in), zero(in)));
    operands.addAll(List.of(step(in), zero(in)));
    operands.addAll(List.of(weight.value(), scale, graph.initializers().signed(0)));
    operands.addAll(List.of(step(out), zero(out)));
    if (bias != null) {
      operands.add(integers(bias));
    }
    String integers = graph.node("QLinearConv", result, Kind.REAL, operands, window).value();
    return graph.node(
        "DequantizeLinear", result, Kind.REAL, List.of(integers, step(out), zero(out)));
  }

  /** Returns the bias in steps of the sums, which the runtime computes when it loads the graph. */
  private String integers(OnnxTensor bias) {
    String steps = node("Mul", bias.shape(), scale, step(in));
    String rounded = node("Round", bias.shape(), node("Div", bias.shape(), bias.computed(), steps));
    return graph
        .node(
            "Cast",
            bias.shape(),
            Kind.REAL,
            List.of(rounded),
            Attribute.of("to", OnnxType.INT32.code()))
        .value();
  }

  private String node(String operator, Shape shape, String... operands) {
    return graph.node(operator, shape, Kind.REAL, List.of(operands)).value();
  }

  private String step(Grid grid) {
    return graph.initializers().floats(new float[] {grid.step}, new Shape(List.of()));
  }

  private String zero(Grid grid) {
    return graph.initializers().unsigned(grid.zero);
  }
}
