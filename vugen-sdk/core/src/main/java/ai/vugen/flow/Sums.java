package ai.vugen.flow;

/** Reductions over one sample, added up from the first element to the last. */
final class Sums {
  private Sums() {}

  static double dot(double[] a, double[] b, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Returns the population standard deviation. */
  static double deviation(double[] a, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += a[i];
    }
    double mean = sum / (to - from);
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (a[i] - mean) * (a[i] - mean);
    }
    return Math.sqrt(squares / (to - from));
  }
}
