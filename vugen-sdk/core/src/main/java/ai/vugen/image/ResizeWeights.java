package ai.vugen.image;

/** Which source pixels make each target pixel along one axis, with fixed-point weights. */
final class ResizeWeights {
  /** Fraction bits of a weight: 32 less 8 for the sample and 2 for the overshoot of a filter. */
  static final int FRACTION_BITS = 22;

  private final int[] first; // [target]
  private final int[][] weights; // [target, taps of this target]

  private ResizeWeights(int[] first, int[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  /** Computes the weights; the filter is widened when shrinking, so that no pixel is skipped. */
  static ResizeWeights of(int source, int target, ResizeFilter filter) {
    double scale = (double) source / target;
    double widening = Math.max(1, scale);
    double support = filter.support() * widening;
    int[] first = new int[target];
    int[][] weights = new int[target][];
    for (int i = 0; i < target; i++) {
      double center = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) (center - support + 0.5));
      int end = Math.min(source, (int) (center + support + 0.5));
      double[] exact = new double[end - first[i]];
      for (int k = 0; k < exact.length; k++) {
        exact[k] = filter.weight((k + first[i] - center + 0.5) * (1 / widening));
      }
      weights[i] = fixed(exact);
    }
    return new ResizeWeights(first, weights);
  }

  private static int[] fixed(double[] exact) {
    double sum = 0;
    for (double weight : exact) {
      sum += weight;
    }
    int[] fixed = new int[exact.length];
    for (int k = 0; k < fixed.length; k++) {
      double scaled = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << FRACTION_BITS);
      fixed[k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
  }

  /** Returns the number of target pixels. */
  int size() {
    return first.length;
  }

  /** Returns the first source pixel of a target pixel. */
  int first(int target) {
    return first[target];
  }

  /** Returns the weights of consecutive source pixels, for reading only. */
  int[] of(int target) {
    return weights[target];
  }

  /** Rounds a weighted sum that began with {@link #half()} and clips it to 0..255. */
  static byte toSample(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
  }

  /** Returns one half in fixed point, where sums begin. */
  static int half() {
    return 1 << (FRACTION_BITS - 1);
  }
}
