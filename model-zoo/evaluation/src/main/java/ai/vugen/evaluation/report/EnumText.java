package ai.vugen.evaluation.report;

import java.util.Locale;

/** Constants of enums as they stand in reports. */
public final class EnumText {
  private EnumText() {}

  /** For programs and file names, such as {@code "held_out_scenes"}. */
  public static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** For people, such as {@code "held out scenes"}. */
  public static String words(Enum<?> constant) {
    return tag(constant).replace('_', ' ');
  }
}
