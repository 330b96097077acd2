package ai.vugen.tensor;

/**
 * Group normalisation of {@code [batch, channels, height, width]} with a learned scale and shift.
 *
 * @param groups number of groups of neighbouring channels
 * @param weight {@code [channels]}
 * @param bias {@code [channels]}
 * @param epsilon added to the variance
 */
public record GroupNorm(int groups, Tensor weight, Tensor bias, double epsilon) {
  public static GroupNorm of(Weights weights, int groups, long channels, double epsilon) {
    return new GroupNorm(
        groups,
        weights.get("weight", Role.Use.GAIN, channels),
        weights.get("bias", Role.Use.BIAS, channels),
        epsilon);
  }

  public Tensor apply(Tensor x) {
    return x.groupNorm(groups, weight, bias, epsilon);
  }
}
