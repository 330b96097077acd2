package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * A way to compute the operations that are written anew for each kind of processor, with gradients.
 */
interface Kernels extends Products {
  /**
   * Returns {@code [batch, out, height', width']}.
   *
   * @param x {@code [batch, in, height, width]}
   * @param weight {@code [out, in, kernel height, kernel width]}
   * @param bias {@code [out]}, or none
   */
  Tensor convolution(Tensor x, Tensor weight, TensorOptional bias, int stride, int padding);

  /** Returns attention without a bias; all are {@code [batch, heads, tokens, dim]}. */
  Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale);
}
