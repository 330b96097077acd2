package ai.vugen.training.torch;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** libtorch's own kernels: those of oneDNN and OpenBLAS on processors. */
final class NativeKernels implements Kernels {
  private static final TensorOptional NO_MASK = FusedOperators.NONE;

  @Override
  public Tensor product(Tensor a, Tensor b) {
    return a.matmul(b);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    return torch.linear(x, weight, bias);
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weight, TensorOptional bias, int stride, int padding) {
    long[] undilated = {1, 1};
    return torch.conv2d(
        x, weight, bias, new long[] {stride, stride}, new long[] {padding, padding}, undilated, 1);
  }

  @Override
  public Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale) {
    return torch.scaled_dot_product_attention(
        queries, keys, values, NO_MASK, 0, false, new DoubleOptional(scale), false);
  }
}
