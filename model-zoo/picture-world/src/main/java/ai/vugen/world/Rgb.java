package ai.vugen.world;

/** Arithmetic on colours packed as {@code 0xRRGGBB}. */
final class Rgb {
  private Rgb() {}

  /** Returns the colour a share of the way from one colour to another. */
  static int mix(int from, int to, double share) {
    return of(
        (int) Math.round(red(from) + (red(to) - red(from)) * share),
        (int) Math.round(green(from) + (green(to) - green(from)) * share),
        (int) Math.round(blue(from) + (blue(to) - blue(from)) * share));
  }

  /** Packs three channels after clamping each to 0..255. */
  static int of(int red, int green, int blue) {
    return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
  }

  static int red(int rgb) {
    return rgb >> 16 & 255;
  }

  static int green(int rgb) {
    return rgb >> 8 & 255;
  }

  static int blue(int rgb) {
    return rgb & 255;
  }

  /** Luma of ITU-R BT.601, 0..255. */
  static int luma(int rgb) {
    return (299 * red(rgb) + 587 * green(rgb) + 114 * blue(rgb) + 500) / 1000;
  }

  /** Square of the Euclidean distance in RGB. */
  static int distanceSquared(int a, int b) {
    int red = red(a) - red(b);
    int green = green(a) - green(b);
    int blue = blue(a) - blue(b);
    return red * red + green * green + blue * blue;
  }

  private static int clamp(int channel) {
    return Math.max(0, Math.min(255, channel));
  }
}
