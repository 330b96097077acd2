package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Matrix products as sums of elementwise products, which no library of matrix kernels has a part
 * in: slow, hungry for memory, and right wherever libtorch adds and multiplies right.
 */
final class PlainSums implements Products {
  @Override
  public Tensor product(Tensor a, Tensor b) {
    return a.unsqueeze(-1).mul(b.unsqueeze(-3)).sum(-2);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    Tensor y = product(x, weight.t());
    return bias.has_value() ? y.add(bias.get()) : y;
  }
}
