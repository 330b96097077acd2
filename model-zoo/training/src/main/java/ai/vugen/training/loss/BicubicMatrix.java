package ai.vugen.training.loss;

/**
 * Bicubic interpolation along one axis as a matrix, as torch interpolates: half-pixel centres, the
 * kernel with a = −0.75, edges repeated, no antialiasing.
 */
final class BicubicMatrix {
  private static final double A = -0.75;

  private BicubicMatrix() {}

  /** Returns the weights, {@code [target, source]}; the identity where nothing changes. */
  static float[] of(int source, int target) {
    float[] matrix = new float[target * source];
    for (int i = 0; i < target; i++) {
      double position = (i + 0.5) * source / target - 0.5;
      int left = (int) Math.floor(position);
      for (int tap = left - 1; tap <= left + 2; tap++) {
        int at = Math.max(0, Math.min(source - 1, tap));
        matrix[i * source + at] += (float) weight(Math.abs(position - tap));
      }
    }
    return matrix;
  }

  private static double weight(double x) {
    if (x <= 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
  }
}
