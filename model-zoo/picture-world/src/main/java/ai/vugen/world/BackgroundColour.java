package ai.vugen.world;

import java.util.Locale;

/** A colour of a background, with its word and how often plain backgrounds have it. */
public enum BackgroundColour {
  WHITE(0xFFFFFF, 30),
  LIGHT_GRAY(0xD8D8DA, 6),
  GRAY(0x98989C, 4),
  DARK_GRAY(0x505054, 2),
  BLACK(0x0C0C0E, 4),
  RED(0xD8323A, 3),
  ORANGE(0xF89428, 3),
  YELLOW(0xFADC3C, 4),
  GREEN(0x3CAA50, 4),
  BLUE(0x3C6EE0, 4),
  PURPLE(0x9646C4, 3),
  PINK(0xFA96C0, 4),
  BROWN(0x8A5A34, 2),
  LIGHT_BLUE(0xB8DCF8, 8),
  LIGHT_GREEN(0xC4ECC2, 6),
  LIGHT_YELLOW(0xFFF6BE, 5),
  LIGHT_PINK(0xFFDCE8, 5),
  LIGHT_PURPLE(0xDCC8F4, 4),
  BEIGE(0xF0E2C8, 4),
  DARK_BLUE(0x182858, 3),
  DARK_GREEN(0x144A26, 2);

  private final int rgb;
  private final double weight;

  BackgroundColour(int rgb, double weight) {
    this.rgb = rgb;
    this.weight = weight;
  }

  /** Returns the colour in words, such as {@code "light blue"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the colour's centre as {@code 0xRRGGBB}; scenes vary it slightly. */
  public int rgb() {
    return rgb;
  }

  double weight() {
    return weight;
  }
}
