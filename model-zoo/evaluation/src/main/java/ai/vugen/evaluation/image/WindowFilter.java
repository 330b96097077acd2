package ai.vugen.evaluation.image;

/** Weighted means of a plane's windows, for windows that are products of a row and a column. */
final class WindowFilter {
  private final double[] weights;
  private final int margin;
  private final int height;
  private final int width;

  /**
   * Describes a filter.
   *
   * @param weights weights along either axis
   * @param margin pixels by which the plane is continued by mirroring
   * @param height rows of a plane
   * @param width columns of a plane
   */
  WindowFilter(double[] weights, int margin, int height, int width) {
    this.weights = weights;
    this.margin = margin;
    this.height = height;
    this.width = width;
  }

  /** Returns the means of all windows of a plane [height, width], row by row. */
  double[] means(double[] plane) {
    int columns = width + 2 * margin - weights.length + 1;
    int rows = height + 2 * margin - weights.length + 1;
    double[] wide = new double[height * columns];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns; x++) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * plane[y * width + mirrored(x + i - margin, width)];
        }
        wide[y * columns + x] = sum;
      }
    }
    double[] means = new double[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int i = 0; i < weights.length; i++) {
        int source = mirrored(y + i - margin, height) * columns;
        for (int x = 0; x < columns; x++) {
          means[y * columns + x] += weights[i] * wide[source + x];
        }
      }
    }
    return means;
  }

  private static int mirrored(int place, int size) {
    int positive = Math.abs(place);
    return positive < size ? positive : 2 * (size - 1) - positive;
  }
}
