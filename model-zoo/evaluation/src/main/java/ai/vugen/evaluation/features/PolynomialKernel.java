package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;

/**
 * The kernel {@code k(a, b) = (gamma <a, b> + offset)^degree} of two feature vectors.
 *
 * @param degree 1 or more
 * @param gamma positive and finite
 * @param offset 0 or more and finite
 */
public record PolynomialKernel(int degree, double gamma, double offset) {
  private static final int STANDARD_DEGREE = 3;

  /**
   * @throws ai.vugen.error.InvalidRequestException if a value is out of range
   */
  public PolynomialKernel {
    Arguments.require(degree >= 1, "degree of the kernel", degree, "1 or more; KID takes 3");
    Arguments.require(
        gamma > 0 && gamma < Double.POSITIVE_INFINITY,
        "gamma of the kernel",
        gamma,
        "a positive, finite number; KID takes 1 / features");
    Arguments.require(
        offset >= 0 && offset < Double.POSITIVE_INFINITY,
        "offset of the kernel",
        offset,
        "a finite number of 0 or more; KID takes 1");
  }

  /**
   * Returns the kernel of the Kernel Inception Distance, {@code (<a, b> / features + 1)^3}. Source:
   * Bińkowski et al. 2018, "Demystifying MMD GANs", section 4.
   *
   * @throws ai.vugen.error.InvalidRequestException if {@code features} is below 1
   */
  public static PolynomialKernel standard(int features) {
    return ofDegree(STANDARD_DEGREE, features);
  }

  /**
   * Returns the kernel {@code (<a, b> / features + 1)^degree}.
   *
   * @throws ai.vugen.error.InvalidRequestException if a number is below 1
   */
  public static PolynomialKernel ofDegree(int degree, int features) {
    Arguments.require(features >= 1, "number of features", features, "1 or more");
    return new PolynomialKernel(degree, 1.0 / features, 1);
  }

  /** Returns the kernel of two vectors whose product is given. */
  double of(double product) {
    double base = gamma * product + offset;
    double power = base;
    for (int i = 1; i < degree; i++) {
      power *= base;
    }
    return power;
  }
}
