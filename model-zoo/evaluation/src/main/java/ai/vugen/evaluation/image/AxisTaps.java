package ai.vugen.evaluation.image;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Which source pixels make each target pixel along one axis, and with which weights. */
final class AxisTaps {
  private final int[] first; // [target]
  private final double[][] weights; // [target, consecutive source pixels]

  private AxisTaps(int target) {
    this.first = new int[target];
    this.weights = new double[target][];
  }

  /** Linear interpolation between two pixels; pixel centres of both sizes are aligned. */
  static AxisTaps centred(int source, int target) {
    AxisTaps taps = new AxisTaps(target);
    double scale = (double) source / target;
    for (int i = 0; i < target; i++) {
      taps.interpolate(i, Math.max(0, (i + 0.5) * scale - 0.5), source);
    }
    return taps;
  }

  /** Linear interpolation between two pixels; the first pixels of both sizes are aligned. */
  static AxisTaps cornered(int source, int target) {
    AxisTaps taps = new AxisTaps(target);
    double scale = (double) source / target;
    for (int i = 0; i < target; i++) {
      taps.interpolate(i, i * scale, source);
    }
    return taps;
  }

  /**
   * Returns a filter around the centre of the target pixel, widened when shrinking so that no
   * source pixel is skipped; at the edge the weights that are left are raised to sum 1.
   *
   * @param support distance beyond which the filter is 0
   */
  static AxisTaps antialiased(int source, int target, DoubleUnaryOperator filter, double support) {
    AxisTaps taps = new AxisTaps(target);
    double scale = (double) source / target;
    double widening = Math.max(1, scale);
    for (int i = 0; i < target; i++) {
      double centre = (i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - support * widening + 0.5));
      int to = Math.min(source, (int) (centre + support * widening + 0.5));
      double[] raw = new double[to - from];
      for (int k = 0; k < raw.length; k++) {
        raw[k] = filter.applyAsDouble((from + k + 0.5 - centre) / widening);
      }
      double sum = Arrays.stream(raw).sum();
      taps.first[i] = from;
      taps.weights[i] = Arrays.stream(raw).map(weight -> weight / sum).toArray();
    }
    return taps;
  }

  private void interpolate(int target, double place, int source) {
    int before = Math.min((int) place, source - 1);
    double share = place - before;
    first[target] = before;
    weights[target] = before + 1 < source ? new double[] {1 - share, share} : new double[] {1};
  }

  /** Returns the number of target pixels. */
  int size() {
    return first.length;
  }

  /** Returns a target pixel of a line of numbers that begins at an offset. */
  double sum(double[] source, int offset, int stride, int target) {
    double sum = 0;
    int place = offset + first[target] * stride;
    for (double weight : weights[target]) {
      sum += weight * source[place];
      place += stride;
    }
    return sum;
  }
}
