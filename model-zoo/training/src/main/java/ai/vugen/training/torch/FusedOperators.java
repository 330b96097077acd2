package ai.vugen.training.torch;

import ai.vugen.tensor.Tensor;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The composite operations that libtorch has one operator for. */
final class FusedOperators {
  static final TensorOptional NONE = TorchTensor.kept(new TensorOptional());

  private FusedOperators() {}

  static TorchTensor layerNorm(
      TorchTensor x, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    ComputeType common = narrowest(x, weight, bias);
    return result(
        x,
        torch.layer_norm(
            x.in(common),
            width(x),
            optional(weight, common),
            optional(bias, common),
            epsilon,
            false),
        common);
  }

  static TorchTensor rmsNorm(TorchTensor x, Tensor weight, double epsilon) {
    ComputeType common = narrowest(x, weight, null);
    return result(
        x,
        torch.rms_norm(
            x.in(common), width(x), optional(weight, common), new DoubleOptional(epsilon)),
        common);
  }

  static TorchTensor groupNorm(
      TorchTensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    ComputeType common = narrowest(x, weight, bias);
    return result(
        x,
        torch.group_norm(
            x.in(common), groups, optional(weight, common), optional(bias, common), epsilon, false),
        common);
  }

  /** Attention without a bias, of as many heads of keys as of queries. */
  static TorchTensor attention(
      TorchTensor queries, TorchTensor keys, TorchTensor values, double scale, ComputeType common) {
    TorchBackend backend = queries.backend();
    backend.work().products(queries.shape().elements().size(), 2 * keys.shape().size(2));
    return new TorchTensor(
        backend,
        backend
            .kernels(common)
            .attention(queries.in(common), keys.in(common), values.in(common), scale),
        queries.shape().with(-1, values.shape().dim(-1)),
        common);
  }

  /** Returns a tensor in a precision, or libtorch's sign for none. */
  static TensorOptional optional(@Nullable Tensor tensor, ComputeType precision) {
    return tensor == null ? NONE : new TensorOptional(TorchTensor.torch(tensor).in(precision));
  }

  private static ComputeType narrowest(
      TorchTensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    ComputeType common = x.precision();
    if (weight != null) {
      common = common.narrower(TorchTensor.torch(weight).precision());
    }
    return bias == null ? common : common.narrower(TorchTensor.torch(bias).precision());
  }

  private static long[] width(TorchTensor x) {
    return new long[] {x.shape().size(-1)};
  }

  private static TorchTensor result(
      TorchTensor like, org.bytedeco.pytorch.Tensor value, ComputeType precision) {
    return new TorchTensor(like.backend(), value, like.shape(), precision);
  }
}
