package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Everything in a wider precision, rounded afterwards; gradients too. */
final class WiderKernels implements Kernels {
  private final Kernels wide;
  private final ScalarType type;

  /**
   * A way.
   *
   * @param wide the kernels of the wider precision
   */
  WiderKernels(Kernels wide, ComputeType precision) {
    this.wide = wide;
    this.type = precision.scalarType();
  }

  @Override
  public Tensor product(Tensor a, Tensor b) {
    return wide.product(a.to(type), b.to(type)).to(a.scalar_type());
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    return wide.linear(x.to(type), weight.to(type), widened(bias)).to(x.scalar_type());
  }

  @Override
  public Tensor convolution(Tensor x, Tensor weight, TensorOptional bias, int stride, int padding) {
    return wide.convolution(x.to(type), weight.to(type), widened(bias), stride, padding)
        .to(x.scalar_type());
  }

  @Override
  public Tensor attention(Tensor queries, Tensor keys, Tensor values, double scale) {
    return wide.attention(queries.to(type), keys.to(type), values.to(type), scale)
        .to(queries.scalar_type());
  }

  private TensorOptional widened(TensorOptional bias) {
    return bias.has_value() ? new TensorOptional(bias.get().to(type)) : bias;
  }
}
