package ai.vugen.onnx;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer whose weight is quantized: each row of x is rounded to 8 bits with a step of its
 * own, the product is a sum of integers, and both scales are applied to it.
 *
 * <p>The runtime's own {@code DynamicQuantizeMatMul} is a little faster, but has one step for all
 * rows: then a token would depend on the others of its run, an image on those drawn beside it, and
 * one large activation would leave few steps to all others. Rows are unsigned around 128, because
 * signed times signed has no fast kernel on x86.
 */
final class Int8Linear {
  private static final int ZERO_POINT = 128;

  /** A row's largest magnitude is 127 steps. */
  private static final float STEP = 1f / 127;

  private final OnnxGraph graph;
  private final OnnxTensor x;
  private final OnnxTensor largest;
  private final OnnxTensor perLargest;
  private final String step;
  private final String zeroPoint;

  private Int8Linear(OnnxTensor x) {
    this.graph = x.graph();
    this.x = x;
    this.largest =
        graph.node(
            "ReduceMax",
            x.shape().with(-1, Dim.of(1)),
            Kind.REAL,
            List.of(x.node("Abs", x.shape(), List.of(x)).value(), graph.initializers().longs(-1)),
            Attribute.of("keepdims", 1));
    // multiplying is twice as fast as dividing
    this.perLargest = x.node("Reciprocal", largest.shape(), List.of(largest));
    this.step = graph.initializers().floats(new float[] {STEP}, new Shape(List.of()));
    this.zeroPoint = graph.initializers().unsigned(ZERO_POINT);
  }

  /**
   * Returns x Wᵀ + b.
   *
   * @param x {@code [rows, in]}
   * @param weight a quantized matrix
   */
  static OnnxTensor apply(OnnxTensor x, OnnxTensor weight, @Nullable OnnxTensor bias) {
    OnnxTensor product = new Int8Linear(x).multiply(weight);
    return bias == null ? product : add(product, bias);
  }

  /** As a row, so that the runtime does not merge it with a gelu that follows, which is slower. */
  private static OnnxTensor add(OnnxTensor product, OnnxTensor bias) {
    Tensor row = bias.unsqueeze(0); // [1, out]
    return product.node("Add", product.shape(), List.of(product, row));
  }

  private OnnxTensor multiply(OnnxTensor weight) {
    String scale = weight.scale();
    if (scale == null) {
      throw new IllegalArgumentException(weight.value() + " is not quantized");
    }
    // a row of zeros becomes any integers, which are multiplied by its largest magnitude, 0
    OnnxTensor ofLargest = x.node("Mul", x.shape(), List.of(x, perLargest));
    OnnxTensor integers =
        graph.node(
            "QuantizeLinear", x.shape(), Kind.REAL, List.of(ofLargest.value(), step, zeroPoint));
    OnnxTensor product =
        graph.node(
            Node.RUNTIME + "MatMulIntegerToFloat",
            x.shape().with(-1, weight.shape().dim(0)),
            Kind.REAL,
            List.of(integers.value(), weight.value(), step, scale, zeroPoint));
    return product.node("Mul", product.shape(), List.of(product, largest));
  }
}
