package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import java.util.OptionalLong;

/**
 * Mean and covariance of a set of feature vectors, the parameters of the Gaussian that a Fréchet
 * distance compares.
 *
 * @param samples number N of vectors, at least 2; empty for statistics of unknown origin
 * @param mean [features], shared as it is
 * @param covariance [features, features] in row-major order, divided by N - 1, symmetric; shared as
 *     it is
 */
@SuppressWarnings("ArrayRecordComponent") // bulk numbers, never compared
public record FeatureStatistics(OptionalLong samples, double[] mean, double[] covariance) {
  // Files hold covariances in float at times, whose halves then differ in the last bits.
  private static final double ASYMMETRY = 1e-5;

  /**
   * Samples that are added to the covariance together, few enough to stay in a processor's cache.
   */
  private static final int TILE = 64;

  /**
   * @throws ai.vugen.error.InvalidRequestException if there are fewer than 2 samples, a shape is
   *     wrong, a number is not finite, or the covariance is not symmetric
   */
  public FeatureStatistics {
    int features = mean.length;
    Arguments.require(
        samples.orElse(2) >= 2, "number of samples", samples, "2 or more for a covariance");
    Arguments.require(features >= 1, "length of the mean", features, "1 or more");
    Arguments.require(
        covariance.length == (long) features * features,
        "number of covariances",
        covariance.length,
        "features * features = " + (long) features * features);
    Arguments.requireFinite(mean, "mean");
    Arguments.requireFinite(covariance, "covariance");
    requireSymmetric(covariance, features);
  }

  /**
   * Computes the statistics of feature vectors.
   *
   * @param features [samples, features], at least two samples; fewer samples than features give a
   *     singular covariance, with which distances are badly biased
   * @throws ai.vugen.error.InvalidRequestException if there is one sample only
   */
  public static FeatureStatistics of(FeatureMatrix features) {
    Arguments.require(
        features.samples() >= 2, "number of samples", features.samples(), "2 or more");
    double[] mean = mean(features);
    return new FeatureStatistics(
        OptionalLong.of(features.samples()), mean, covariance(features, mean));
  }

  /** Takes a mean and a covariance of which the number of samples is not known. */
  public static FeatureStatistics given(double[] mean, double[] covariance) {
    return new FeatureStatistics(OptionalLong.empty(), mean, covariance);
  }

  /** Returns the number of features. */
  public int features() {
    return mean.length;
  }

  /** Returns the sum of the variances. */
  double trace() {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += covariance[i * (mean.length + 1)];
    }
    return sum;
  }

  private static double[] mean(FeatureMatrix matrix) {
    double[] mean = new double[matrix.features()];
    double[] row = new double[mean.length];
    for (int sample = 0; sample < matrix.samples(); sample++) {
      matrix.copyRow(sample, row, 0);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= matrix.samples();
    }
    return mean;
  }

  private static double[] covariance(FeatureMatrix matrix, double[] mean) {
    int features = mean.length;
    double[] sums = new double[Math.multiplyExact(features, features)];
    double[] tile = new double[Math.multiplyExact(TILE, features)];
    for (int from = 0; from < matrix.samples(); from += TILE) {
      int rows = Math.min(TILE, matrix.samples() - from);
      for (int row = 0; row < rows; row++) {
        matrix.copyRow(from + row, tile, row * features);
        for (int i = 0; i < features; i++) {
          tile[row * features + i] -= mean[i];
        }
      }
      addProducts(tile, rows, features, sums);
    }
    for (int i = 0; i < features; i++) {
      for (int j = i; j < features; j++) {
        double covariance = sums[i * features + j] / (matrix.samples() - 1);
        sums[i * features + j] = covariance;
        sums[j * features + i] = covariance;
      }
    }
    return sums;
  }

  /** Adds the products of all pairs of columns to the upper triangle. */
  private static void addProducts(double[] tile, int rows, int features, double[] sums) {
    for (int i = 0; i < features; i++) {
      for (int row = 0; row < rows; row++) {
        double factor = tile[row * features + i];
        for (int j = i; j < features; j++) {
          sums[i * features + j] += factor * tile[row * features + j];
        }
      }
    }
  }

  private static void requireSymmetric(double[] covariance, int features) {
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < i; j++) {
        double below = covariance[i * features + j];
        double above = covariance[j * features + i];
        double size =
            Math.sqrt(Math.abs(covariance[i * (features + 1)] * covariance[j * (features + 1)]));
        if (Math.abs(below - above) > ASYMMETRY * Math.max(size, Math.abs(below))) {
          Arguments.require(
              false,
              "covariance of features " + i + " and " + j,
              below + " in one half and " + above + " in the other",
              "a symmetric matrix");
        }
      }
    }
  }
}
