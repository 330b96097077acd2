package ai.vugen.onnx;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators for a processor that also tell the ranges of convolutions. */
final class RangeLowering extends CpuLowering {
  private static final Shape ONE = Shape.of(1, 1, 1, 1);

  @Override
  OnnxTensor conv2d(
      OnnxTensor x,
      OnnxTensor weight,
      @Nullable OnnxTensor bias,
      int stride,
      int padding,
      Shape result) {
    OnnxTensor y = super.conv2d(x, weight, bias, stride, padding, result);
    Tensor ranges =
        Tensor.concat(
            0,
            extreme("ReduceMin", x),
            extreme("ReduceMax", x),
            extreme("ReduceMin", y),
            extreme("ReduceMax", y));
    x.graph().output(weight.value() + Checkpoint.RANGES, ranges);
    return y;
  }

  private static OnnxTensor extreme(String operator, OnnxTensor of) {
    return of.node(operator, ONE, List.of(of), Attribute.of("keepdims", 1));
  }
}
