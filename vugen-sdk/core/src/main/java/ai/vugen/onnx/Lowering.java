package ai.vugen.onnx;

import ai.vugen.device.Placement;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How the operations that devices disagree about become operators, and in which type a graph
 * computes. Operations on which every device agrees are in {@link OnnxTensor}.
 */
public abstract class Lowering {
  Lowering() {}

  /** Returns the operators for a device and the numbers that it computes in. */
  public static Lowering of(Placement placement) {
    return placement.device().match(cpu -> CpuLowering.PLAIN);
  }

  /**
   * Returns the operators for the processor in float32, with an output more for each convolution:
   * the least and the largest element of what goes in and of what comes out, {@code [4, 1, 1, 1]},
   * called as its weight with {@link ai.vugen.checkpoint.Checkpoint#RANGES} behind.
   */
  public static Lowering measuringRanges() {
    return new RangeLowering();
  }

  /**
   * Returns the type of real numbers in the graph: of its inputs, its outputs and what it computes.
   */
  abstract OnnxType real();

  /** Returns the type of a value in the graph. */
  final OnnxType type(Kind kind) {
    return kind == Kind.INDEX ? OnnxType.INT64 : real();
  }

  /**
   * Returns a parameter or constant in the type {@link #real}; called where it is of another one.
   */
  abstract OnnxTensor cast(OnnxTensor parameter);

  abstract OnnxTensor gather(OnnxTensor table, OnnxTensor indices, Shape result);

  abstract OnnxTensor linear(
      OnnxTensor x, OnnxTensor weight, @Nullable OnnxTensor bias, Shape result);

  abstract OnnxTensor conv2d(
      OnnxTensor x,
      OnnxTensor weight,
      @Nullable OnnxTensor bias,
      int stride,
      int padding,
      Shape result);

  abstract OnnxTensor upsampleNearest(OnnxTensor x, int factor, Shape result);

  abstract OnnxTensor silu(OnnxTensor x);

  abstract OnnxTensor gelu(OnnxTensor x);

  abstract OnnxTensor layerNorm(
      OnnxTensor x, @Nullable OnnxTensor weight, @Nullable OnnxTensor bias, double epsilon);

  abstract OnnxTensor rmsNorm(OnnxTensor x, OnnxTensor weight, double epsilon);

  abstract OnnxTensor groupNorm(
      OnnxTensor x,
      int groups,
      @Nullable OnnxTensor weight,
      @Nullable OnnxTensor bias,
      double epsilon);

  abstract OnnxTensor attention(
      OnnxTensor queries,
      OnnxTensor keys,
      OnnxTensor values,
      double scale,
      @Nullable OnnxTensor bias);

  abstract OnnxTensor rotate(OnnxTensor x, OnnxTensor cos, OnnxTensor sin, Tensor.Pairs pairs);
}
