package ai.vugen.onnx;

import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How the operations that targets disagree about become operators. Operations on which every target
 * agrees are in {@link OnnxTensor}.
 */
interface Lowering {
  /** A parameter in the precision that the target computes in; called where it is not that yet. */
  OnnxTensor widen(OnnxTensor parameter);

  OnnxTensor gather(OnnxTensor table, OnnxTensor indices, Shape result);

  OnnxTensor linear(OnnxTensor x, OnnxTensor weight, @Nullable OnnxTensor bias, Shape result);

  OnnxTensor conv2d(
      OnnxTensor x,
      OnnxTensor weight,
      @Nullable OnnxTensor bias,
      int stride,
      int padding,
      Shape result);

  OnnxTensor upsampleNearest(OnnxTensor x, int factor, Shape result);

  OnnxTensor silu(OnnxTensor x);

  OnnxTensor gelu(OnnxTensor x);

  OnnxTensor layerNorm(
      OnnxTensor x, @Nullable OnnxTensor weight, @Nullable OnnxTensor bias, double epsilon);

  OnnxTensor rmsNorm(OnnxTensor x, OnnxTensor weight, double epsilon);

  OnnxTensor groupNorm(
      OnnxTensor x,
      int groups,
      @Nullable OnnxTensor weight,
      @Nullable OnnxTensor bias,
      double epsilon);

  OnnxTensor attention(
      OnnxTensor queries,
      OnnxTensor keys,
      OnnxTensor values,
      double scale,
      @Nullable OnnxTensor bias);

  OnnxTensor rotate(OnnxTensor x, OnnxTensor cos, OnnxTensor sin, Tensor.Pairs pairs);
}
