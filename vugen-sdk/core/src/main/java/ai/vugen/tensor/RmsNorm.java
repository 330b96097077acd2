package ai.vugen.tensor;

/**
 * Root-mean-square normalisation along the last axis with a learned scale.
 *
 * @param weight {@code [width]}
 * @param epsilon added to the mean square
 */
public record RmsNorm(Tensor weight, double epsilon) {
  public static RmsNorm of(Weights weights, long width, double epsilon) {
    return new RmsNorm(weights.get("weight", Role.Use.GAIN, width), epsilon);
  }

  public Tensor apply(Tensor x) {
    return x.rmsNorm(weight, epsilon);
  }
}
