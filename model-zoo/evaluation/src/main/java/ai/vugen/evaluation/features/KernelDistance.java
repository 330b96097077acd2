package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import java.util.List;

/**
 * The squared maximum mean discrepancy (MMD) of two sets of feature vectors under a polynomial
 * kernel; with features of Inception it is the Kernel Inception Distance (KID).
 *
 * <p>The unbiased estimate may be negative and is not 0 for identical sets. Source: Bińkowski et
 * al. 2018, "Demystifying MMD GANs".
 *
 * @param mean mean over the subsets
 * @param deviation population standard deviation over the subsets, 0 for one
 * @param perSubset the discrepancy of each subset
 * @param estimator how it was estimated
 * @param kernel the kernel
 * @param subsets which samples were compared
 * @param realSamples number N of vectors in the first set
 * @param generatedSamples number M of vectors in the second set
 * @param features length of a vector
 */
public record KernelDistance(
    double mean,
    double deviation,
    List<Double> perSubset,
    Estimator estimator,
    PolynomialKernel kernel,
    SampleSubsets subsets,
    int realSamples,
    int generatedSamples,
    int features) {
  /** Whether a sample is compared with itself. */
  public enum Estimator {
    /** Pairs of different samples only, as KID takes it. */
    UNBIASED {
      @Override
      double within(double pairs, double selves, double size) {
        return 2 * pairs / (size * (size - 1));
      }
    },
    /** All pairs; never negative, but too large on average. */
    BIASED {
      @Override
      double within(double pairs, double selves, double size) {
        return (2 * pairs + selves) / (size * size);
      }
    };

    /**
     * Returns the mean kernel inside a set.
     *
     * @param pairs sum over unordered pairs of different samples
     * @param selves sum over samples paired with themselves
     */
    abstract double within(double pairs, double selves, double size);
  }

  /** Makes a result; the list is copied. */
  public KernelDistance {
    perSubset = List.copyOf(perSubset);
  }

  /**
   * Computes the KID with the standard kernel and the unbiased estimator.
   *
   * @see #between(FeatureMatrix, FeatureMatrix, PolynomialKernel, Estimator, SampleSubsets)
   */
  public static KernelDistance between(
      FeatureMatrix real, FeatureMatrix generated, SampleSubsets subsets) {
    return between(
        real, generated, PolynomialKernel.standard(real.features()), Estimator.UNBIASED, subsets);
  }

  /**
   * Computes the distance of two sets; several subsets are computed at a time.
   *
   * @param real [N, features]
   * @param generated [M, features]
   * @throws ai.vugen.error.InvalidRequestException if the sets differ in the number of features, a
   *     subset does not fit them, or one has fewer than 2 samples and the estimator is unbiased
   */
  public static KernelDistance between(
      FeatureMatrix real,
      FeatureMatrix generated,
      PolynomialKernel kernel,
      Estimator estimator,
      SampleSubsets subsets) {
    real.requireSameFeatures(generated);
    List<Double> perSubset =
        subsets.of(real.samples(), generated.samples()).parallelStream()
            .map(
                subset ->
                    within(real, subset.real(), kernel, estimator)
                        + within(generated, subset.generated(), kernel, estimator)
                        - 2 * across(real, generated, subset, kernel))
            .toList();
    return new KernelDistance(
        Moments.mean(perSubset),
        Moments.populationDeviation(perSubset),
        perSubset,
        estimator,
        kernel,
        subsets,
        real.samples(),
        generated.samples(),
        real.features());
  }

  private static double within(
      FeatureMatrix matrix, int[] rows, PolynomialKernel kernel, Estimator estimator) {
    Arguments.require(
        rows.length >= 2 || estimator == Estimator.BIASED,
        "number of samples that are compared",
        rows.length,
        "2 or more for the unbiased estimator");
    double pairs = 0;
    double selves = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs += kernel.of(matrix.dot(rows[i], matrix, rows[j]));
      }
      selves += kernel.of(matrix.dot(rows[i], matrix, rows[i]));
    }
    return estimator.within(pairs, selves, rows.length);
  }

  private static double across(
      FeatureMatrix real,
      FeatureMatrix generated,
      SampleSubsets.Subset subset,
      PolynomialKernel kernel) {
    double sum = 0;
    for (int i : subset.real()) {
      for (int j : subset.generated()) {
        sum += kernel.of(real.dot(i, generated, j));
      }
    }
    return sum / ((double) subset.real().length * subset.generated().length);
  }

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
     * Returns the kernel of the Kernel Inception Distance, {@code (<a, b> / features + 1)^3}.
     * Source: Bińkowski et al. 2018, "Demystifying MMD GANs", section 4.
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
}
