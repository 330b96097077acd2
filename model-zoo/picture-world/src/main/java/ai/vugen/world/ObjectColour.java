package ai.vugen.world;

import java.util.List;
import java.util.Locale;

/**
 * Colour of an object: as drawn ({@link #NATURAL}) or one of the ten colour words of GenEval.
 *
 * <p>Labels for dense supervision follow the order of declaration.
 */
public enum ObjectColour {
  NATURAL,
  RED(0x2C0003, 0x8E0A14, 0xE01E28, 0xF58078, 0xFFE6E2),
  ORANGE(0x561E00, 0xC85C00, 0xFC8810, 0xFFB765, 0xFFEFDA),
  YELLOW(0x4A3600, 0xB98A00, 0xFCD81A, 0xFFEB7D, 0xFFFBE2),
  GREEN(0x002408, 0x0A5A1C, 0x25A03A, 0x7FD086, 0xE2F8E2),
  BLUE(0x030A34, 0x0E2C8A, 0x2257E0, 0x76A4F8, 0xE0EBFF),
  PURPLE(0x1E0030, 0x541080, 0x8E2CC2, 0xC089E8, 0xF2E2FC),
  PINK(0x50082C, 0xC03A7C, 0xFC80BA, 0xFFB8D8, 0xFFEEF6),
  BROWN(0x1C0C02, 0x4E280E, 0x834A20, 0xB98658, 0xEFDCC6),
  BLACK(0x000000, 0x060608, 0x303035, 0x74747C, 0xCACAD0),
  WHITE(0x46464E, 0xA0A0AA, 0xF2F2F5, 0xFBFBFD, 0xFFFFFF);

  private static final List<ObjectColour> TINTS = List.of(values()).subList(1, values().length);

  @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
  private final int[] ramp; // [256] RGB by tone

  /** A colour with evenly spaced stops from the darkest tone to the lightest; none for natural. */
  ObjectColour(int... stops) {
    this.ramp = stops.length == 0 ? new int[0] : ramp(stops);
  }

  /** Returns the ten colours an object can be tinted with, in label order. */
  public static List<ObjectColour> tints() {
    return TINTS;
  }

  /**
   * Returns the colour word, such as {@code "red"}; {@code "natural"} never appears in a caption.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Label for dense supervision: 0 for natural, 1 to 10 for the colours in their order here. */
  @SuppressWarnings("EnumOrdinal") // the order of declaration is the order of the labels
  public int label() {
    return ordinal();
  }

  /** True unless the object keeps the colours it was drawn with. */
  public boolean isTint() {
    return this != NATURAL;
  }

  /** RGB of the tint at a tone between 0 (darkest) and 255 (lightest); 128 is the pure colour. */
  int at(int tone) {
    return ramp[tone];
  }

  private static int[] ramp(int[] stops) {
    int[] ramp = new int[256];
    for (int tone = 0; tone < ramp.length; tone++) {
      double place = tone / 255.0 * (stops.length - 1);
      int stop = Math.min((int) place, stops.length - 2);
      ramp[tone] = Rgb.mix(stops[stop], stops[stop + 1], place - stop);
    }
    return ramp;
  }
}
