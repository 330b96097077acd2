package ai.vugen.tensor;

/**
 * Layer normalisation along the last axis with a learned scale and shift.
 *
 * @param weight {@code [width]}
 * @param bias {@code [width]}
 * @param epsilon added to the variance
 */
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) {
  public static LayerNorm of(Weights weights, long width, double epsilon) {
    return new LayerNorm(
        weights.get("weight", Role.Use.GAIN, width),
        weights.get("bias", Role.Use.BIAS, width),
        epsilon);
  }

  public Tensor apply(Tensor x) {
    return x.layerNorm(weight, bias, epsilon);
  }
}
