package ai.vugen.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A linear layer, y = x Wᵀ + b along the last axis.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}, or null for none
 */
public record Linear(Tensor weight, @Nullable Tensor bias) {
  /** Returns a layer with a bias: parameters {@code weight} and {@code bias}. */
  public static Linear of(Weights weights, long in, long out) {
    return new Linear(
        weights.get("weight", Role.Use.MATRIX, out, in), weights.get("bias", Role.Use.BIAS, out));
  }

  /** Returns a layer without a bias: parameter {@code weight}. */
  public static Linear withoutBias(Weights weights, long in, long out) {
    return new Linear(weights.get("weight", Role.Use.MATRIX, out, in), null);
  }

  public Tensor apply(Tensor x) {
    return x.linear(weight, bias);
  }
}
