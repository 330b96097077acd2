package ai.vugen.world;

/** Size of an object's tight box and, once placed, its centre, in pixels of the canvas. */
record Box(int width, int height, int x, int y) {
  /** Share of each side that neighbours may cover, because drawings seldom fill their corners. */
  private static final double SLACK = 0.06;

  Box at(double newX, double newY) {
    return new Box(width, height, (int) Math.round(newX), (int) Math.round(newY));
  }

  /** Returns the edge that is drawn at; the middle of an odd width is rounded up. */
  int left() {
    return x - (width + 1) / 2;
  }

  int top() {
    return y - (height + 1) / 2;
  }

  Box withCorner(int left, int top) {
    return new Box(width, height, left + (width + 1) / 2, top + (height + 1) / 2);
  }

  /** Returns whether the canvas holds all of it. */
  boolean isInside() {
    return 2 * x >= width
        && 2 * y >= height
        && 2 * (Scene.CANVAS - x) >= width
        && 2 * (Scene.CANVAS - y) >= height;
  }

  boolean overlaps(Box other) {
    return Math.abs(x - other.x) < (width + other.width) / 2.0 * (1 - SLACK)
        && Math.abs(y - other.y) < (height + other.height) / 2.0 * (1 - SLACK);
  }

  /** Returns the same box with its axes exchanged, which turns a row into a column. */
  Box transposed() {
    return new Box(height, width, y, x);
  }
}
