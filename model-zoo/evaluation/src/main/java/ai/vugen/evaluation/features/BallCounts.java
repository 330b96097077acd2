package ai.vugen.evaluation.features;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which samples of two sets lie strictly inside the balls around samples of the other set.
 * Distances are made tile by tile and never kept, so the memory is that of one number per sample.
 */
final class BallCounts {
  private final FeatureMatrix real;
  private final FeatureMatrix generated;
  private final double[] realRadii;
  private final double[] generatedRadii;

  private final int[] generatedInside; // [N], those in the ball of a real sample
  private final boolean[] realInside; // [N], whether in the ball of any generated sample
  private final boolean[] anyInside; // [M], whether a generated sample is in a real ball

  private BallCounts(FeatureMatrix real, FeatureMatrix generated, int neighbours) {
    this.real = real;
    this.generated = generated;
    this.realRadii = NeighbourRadii.squared(real, neighbours);
    this.generatedRadii = NeighbourRadii.squared(generated, neighbours);
    this.generatedInside = new int[real.samples()];
    this.realInside = new boolean[real.samples()];
    this.anyInside = new boolean[generated.samples()];
  }

  /** Counts for two sets and balls that reach to the k-th neighbour. */
  static BallCounts of(FeatureMatrix real, FeatureMatrix generated, int neighbours) {
    BallCounts counts = new BallCounts(real, generated, neighbours);
    IntStream.range(0, NeighbourRadii.tiles(real.samples())).parallel().forEach(counts::add);
    return counts;
  }

  private void add(int tile) {
    int from = tile * NeighbourRadii.TILE;
    int to = Math.min(from + NeighbourRadii.TILE, real.samples());
    for (int j = 0; j < generated.samples(); j++) {
      for (int i = from; i < to; i++) {
        double limit = Math.max(realRadii[i], generatedRadii[j]);
        double distance = real.squaredDistance(i, generated, j, limit);
        if (distance < realRadii[i]) {
          generatedInside[i]++;
          anyInside[j] = true; // the one element that tiles share, and all write the same
        }
        if (distance < generatedRadii[j]) {
          realInside[i] = true;
        }
      }
    }
  }

  /** Returns the share of generated samples in any real ball. */
  double precision() {
    return share(anyInside);
  }

  /** Returns the share of real samples in any generated ball. */
  double recall() {
    return share(realInside);
  }

  /** Returns the mean number of real balls that a generated sample lies in. */
  double meanInside() {
    return (double) IntStream.of(generatedInside).asLongStream().sum() / generated.samples();
  }

  /** Returns the share of real balls that hold any generated sample. */
  double coverage() {
    long covered = IntStream.of(generatedInside).filter(count -> count > 0).count();
    return (double) covered / real.samples();
  }

  private static double share(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return (double) count / flags.length;
  }

  /** Distances from each sample to its k-th nearest neighbour in its own set, itself left out. */
  static final class NeighbourRadii {
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
}
