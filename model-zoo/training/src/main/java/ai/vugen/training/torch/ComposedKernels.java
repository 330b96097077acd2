package ai.vugen.training.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions and attention written with matrix products. */
final class ComposedKernels implements Kernels {
  private final Products products;

  ComposedKernels(Products products) {
    this.products = products;
  }

  @Override
  public Tensor product(Tensor a, Tensor b) {
    return products.product(a, b);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    return products.linear(x, weight, bias);
  }

  /** Makes the pixels below each place of the kernel a column; the weight multiplies them all. */
  @Override
  public Tensor convolution(Tensor x, Tensor weight, TensorOptional bias, int stride, int padding) {
    long out = weight.size(0);
    long height = weight.size(2);
    long width = weight.size(3);
    Tensor columns = // [batch, in * kernel, places]
        torch.im2col(
            x,
            new long[] {height, width},
            new long[] {1, 1},
            new long[] {padding, padding},
            stride,
            stride);
    long rows = (x.size(2) + 2L * padding - height) / stride + 1;
    Tensor matrix = weight.reshape(1, out, -1).expand(x.size(0), out, columns.size(1));
    Tensor map = products.product(matrix, columns).reshape(x.size(0), out, rows, -1);
    return bias.has_value() ? map.add(bias.get().reshape(1, out, 1, 1)) : map;
  }

  @Override
  public Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale) {
    Tensor scores = products.product(queries.mul(new Scalar(scale)), keys.transpose(-2, -1));
    return products.product(scores.softmax(-1), values);
  }
}
