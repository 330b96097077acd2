package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import java.util.List;
import java.util.Objects;

/**
 * An immutable matrix [samples, features] of finite numbers: one feature vector, embedding or class
 * distribution per image.
 */
public final class FeatureMatrix {
  // Terms of a distance between two looks at its limit, a multiple of 4.
  private static final int STRIDE = 32;

  private final double[] values; // [samples, features]
  private final int samples;
  private final int features;

  private FeatureMatrix(double[] values, int samples, int features) {
    Arguments.require(
        samples >= 1 && features >= 1,
        "shape of the feature matrix",
        "[" + samples + ", " + features + "]",
        "at least one sample and one feature");
    Arguments.require(
        values.length == (long) samples * features,
        "number of features",
        values.length,
        "samples * features = " + (long) samples * features);
    Arguments.requireFinite(values, "feature matrix");
    this.values = values;
    this.samples = samples;
    this.features = features;
  }

  /**
   * Makes a matrix of numbers in row-major order; the array is copied.
   *
   * @throws ai.vugen.error.InvalidRequestException if a size is below 1, the array has another
   *     length, or a number is not finite
   */
  public static FeatureMatrix of(double[] values, int samples, int features) {
    return new FeatureMatrix(values.clone(), samples, features);
  }

  /** As {@link #of(double[], int, int)}, with numbers that are widened to double first. */
  public static FeatureMatrix of(float[] values, int samples, int features) {
    double[] widened = new double[values.length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = values[i];
    }
    return new FeatureMatrix(widened, samples, features);
  }

  /**
   * Makes a matrix of feature vectors of equal length, one per sample.
   *
   * @throws ai.vugen.error.InvalidRequestException if there is no vector, or vectors are empty,
   *     differ in length or hold a number that is not finite
   */
  public static FeatureMatrix ofRows(List<float[]> rows) {
    int features = rows.isEmpty() ? 0 : rows.get(0).length;
    double[] values = new double[Math.multiplyExact(rows.size(), features)];
    int at = 0;
    for (float[] row : rows) {
      Arguments.require(
          row.length == features,
          "length of feature vector " + at / Math.max(1, features),
          row.length,
          features + " as in the first one");
      for (float value : row) {
        values[at++] = value;
      }
    }
    return new FeatureMatrix(values, rows.size(), features);
  }

  /** Returns the number of rows. */
  public int samples() {
    return samples;
  }

  /** Returns the number of columns. */
  public int features() {
    return features;
  }

  /**
   * Returns a feature of a sample.
   *
   * @throws IndexOutOfBoundsException if there is no such feature
   */
  public double at(int sample, int feature) {
    Objects.checkIndex(sample, samples);
    Objects.checkIndex(feature, features);
    return values[sample * features + feature];
  }

  /**
   * Returns the cosine of the angle between a row of this matrix and one of another, up to rounding
   * in [-1, 1].
   *
   * @throws ai.vugen.error.InvalidRequestException if the rows differ in length or one is zero
   */
  public double cosine(int sample, FeatureMatrix other, int otherSample) {
    requireSameFeatures(other);
    double norms = norm(sample) * other.norm(otherSample);
    Arguments.require(
        norms > 0,
        "product of the norms of row " + sample + " and row " + otherSample,
        norms,
        "a positive number, a zero vector has no direction");
    return dot(sample, other, otherSample) / norms;
  }

  private double norm(int sample) {
    return Math.sqrt(dot(sample, this, sample));
  }

  /** Returns the product of two rows. */
  double dot(int sample, FeatureMatrix other, int otherSample) {
    int a = sample * features;
    int b = otherSample * features;
    double[] right = other.values;
    double sum0 = 0; // four sums, which a processor adds up at the same time
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < features; i += 4) {
      sum0 += values[a + i] * right[b + i];
      sum1 += values[a + i + 1] * right[b + i + 1];
      sum2 += values[a + i + 2] * right[b + i + 2];
      sum3 += values[a + i + 3] * right[b + i + 3];
    }
    for (; i < features; i++) {
      sum0 += values[a + i] * right[b + i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /**
   * Returns the squared Euclidean distance of two rows, or some number that is not below {@code
   * limit} if the distance is not either. It is a sum of squared differences, so equal rows are at
   * distance 0 and both directions give the same number.
   */
  double squaredDistance(int sample, FeatureMatrix other, int otherSample, double limit) {
    int a = sample * features;
    int b = otherSample * features;
    double sum = 0;
    int i = 0;
    for (; i + STRIDE <= features && sum < limit; i += STRIDE) {
      sum += squares(a + i, other.values, b + i);
    }
    if (sum < limit) {
      for (; i < features; i++) {
        double difference = values[a + i] - other.values[b + i];
        sum += difference * difference;
      }
    }
    return sum;
  }

  /** Returns the sum of the next squared differences, in four sums as {@link #dot} has. */
  private double squares(int a, double[] right, int b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (int i = 0; i < STRIDE; i += 4) {
      double difference0 = values[a + i] - right[b + i];
      double difference1 = values[a + i + 1] - right[b + i + 1];
      double difference2 = values[a + i + 2] - right[b + i + 2];
      double difference3 = values[a + i + 3] - right[b + i + 3];
      sum0 += difference0 * difference0;
      sum1 += difference1 * difference1;
      sum2 += difference2 * difference2;
      sum3 += difference3 * difference3;
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** Copies a row. */
  void copyRow(int sample, double[] target, int from) {
    System.arraycopy(values, sample * features, target, from, features);
  }

  /** Refuses a matrix whose rows have another length. */
  void requireSameFeatures(FeatureMatrix other) {
    Arguments.require(
        other.features == features,
        "number of features of the second set",
        other.features,
        features + " as in the first; use the same extractor for both");
  }

  @Override
  public String toString() {
    return "FeatureMatrix[" + samples + ", " + features + "]";
  }
}
