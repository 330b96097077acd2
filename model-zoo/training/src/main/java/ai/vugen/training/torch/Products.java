package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** A way to compute matrix products, with gradients. */
interface Products {
  /** Returns {@code [..., m, n]} of {@code [..., m, k]} and {@code [..., k, n]}. */
  Tensor product(Tensor a, Tensor b);

  /** Returns {@code [..., out]} of {@code [..., in]}, {@code [out, in]} and {@code [out]}. */
  Tensor linear(Tensor x, Tensor weight, TensorOptional bias);
}
