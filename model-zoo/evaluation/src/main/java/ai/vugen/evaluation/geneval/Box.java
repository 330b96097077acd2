package ai.vugen.evaluation.geneval;

/**
 * The rectangle around a detected object, in pixels; x grows to the right and y downwards.
 *
 * @param x0 left edge
 * @param y0 upper edge
 * @param x1 right edge
 * @param y1 lower edge
 */
public record Box(double x0, double y0, double x1, double y1) {
  double centreX() {
    return (x0 + x1) / 2;
  }

  double centreY() {
    return (y0 + y1) / 2;
  }

  double width() {
    return Math.abs(x1 - x0);
  }

  double height() {
    return Math.abs(y1 - y0);
  }
}
