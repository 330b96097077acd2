package ai.vugen.evaluation.features;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Distances from each sample to its k-th nearest neighbour in its own set, itself left out. */
final class NeighbourRadii {
  /** Rows that meet every other row while it is in the processor's cache. */
  static final int TILE = 32;

  private NeighbourRadii() {}

  /**
   * Returns the squares of the distances; duplicates count as neighbours, so some may be 0.
   *
   * @param matrix [samples, features]
   * @param neighbours k, from 1 to samples - 1
   */
  static double[] squared(FeatureMatrix matrix, int neighbours) {
    double[] radii = new double[matrix.samples()];
    IntStream.range(0, tiles(matrix.samples()))
        .parallel()
        .forEach(tile -> measure(matrix, neighbours, tile * TILE, radii));
    return radii;
  }

  /** Returns the number of tiles that these samples take. */
  static int tiles(int samples) {
    return (samples - 1) / TILE + 1;
  }

  private static void measure(FeatureMatrix matrix, int neighbours, int from, double[] radii) {
    int to = Math.min(from + TILE, matrix.samples());
    double[][] nearest = new double[to - from][neighbours]; // ascending
    for (double[] distances : nearest) {
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
    }
    for (int other = 0; other < matrix.samples(); other++) {
      for (int sample = from; sample < to; sample++) {
        if (sample != other) {
          double[] distances = nearest[sample - from];
          double limit = distances[neighbours - 1];
          insert(distances, matrix.squaredDistance(sample, matrix, other, limit));
        }
      }
    }
    for (int sample = from; sample < to; sample++) {
      radii[sample] = nearest[sample - from][neighbours - 1];
    }
  }

  /** Puts a number in its place; the largest falls out. */
  private static void insert(double[] ascending, double number) {
    int place = ascending.length - 1;
    if (number >= ascending[place]) {
      return;
    }
    for (; place > 0 && ascending[place - 1] > number; place--) {
      ascending[place] = ascending[place - 1];
    }
    ascending[place] = number;
  }
}
