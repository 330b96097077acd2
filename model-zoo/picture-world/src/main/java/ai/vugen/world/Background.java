package ai.vugen.world;

/**
 * What lies behind the objects: one colour, or a gradient from one colour to another.
 *
 * @param direction how the colour changes
 * @param from the colour, or for a gradient the colour at the top, left or top-left
 * @param to equal to {@code from} for a plain background, else the colour at the other end
 * @param fromRgb exact value of {@code from} in this scene, {@code 0xRRGGBB}
 * @param toRgb exact value of {@code to} in this scene
 */
public record Background(
    Direction direction, BackgroundColour from, BackgroundColour to, int fromRgb, int toRgb) {

  /** How a background's colour changes over the picture. */
  public enum Direction {
    PLAIN,
    VERTICAL,
    HORIZONTAL,
    DIAGONAL
  }

  /** True when the whole background has one colour. */
  public boolean isPlain() {
    return direction == Direction.PLAIN;
  }

  /**
   * Returns the colour in words: {@code "light blue"}, or {@code "pink to yellow"} for a gradient.
   */
  public String words() {
    return isPlain() ? from.word() : from.word() + " to " + to.word();
  }

  /** Exact colour at a place, each coordinate between 0 and 1. */
  int at(double x, double y) {
    return switch (direction) {
      case PLAIN -> fromRgb;
      case VERTICAL -> Rgb.mix(fromRgb, toRgb, y);
      case HORIZONTAL -> Rgb.mix(fromRgb, toRgb, x);
      case DIAGONAL -> Rgb.mix(fromRgb, toRgb, (x + y) / 2);
    };
  }
}
