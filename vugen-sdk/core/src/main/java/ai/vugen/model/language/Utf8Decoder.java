package ai.vugen.model.language;

/**
 * Incremental UTF-8 decoder that gives whole characters only and replaces each maximal invalid part
 * by U+FFFD (Unicode standard, section 3.9, "U+FFFD substitution of maximal subparts").
 *
 * <p>The JDK's own decoder replaces an encoded surrogate by one U+FFFD where the standard asks for
 * three. Not thread-safe.
 */
final class Utf8Decoder {
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out;
  private int codePoint;
  private int missing; // continuation bytes still to come
  private int low = 0x80; // range that the next continuation byte must lie in
  private int high = 0xBF;

  /** Creates a decoder that appends to {@code out}. */
  Utf8Decoder(StringBuilder out) {
    this.out = out;
  }

  void append(byte[] bytes) {
    for (byte value : bytes) {
      append(value & 0xFF);
    }
  }

  /** Replaces a character that was begun and never completed by U+FFFD. */
  void end() {
    if (missing > 0) {
      missing = 0;
      out.append(REPLACEMENT);
    }
  }

  private void append(int value) {
    if (missing > 0 && (value < low || value > high)) {
      end(); // the byte that breaks a character off may begin the next one
    }
    if (missing == 0) {
      begin(value);
      return;
    }
    codePoint = codePoint << 6 | value & 0x3F;
    low = 0x80;
    high = 0xBF;
    if (--missing == 0) {
      out.appendCodePoint(codePoint);
    }
  }

  private void begin(int value) {
    if (value < 0x80) {
      out.append((char) value);
    } else if (value >= 0xC2 && value <= 0xDF) {
      expect(1, value & 0x1F, 0x80, 0xBF);
    } else if (value >= 0xE0 && value <= 0xEF) {
      // no overlong forms, no surrogates
      expect(2, value & 0x0F, value == 0xE0 ? 0xA0 : 0x80, value == 0xED ? 0x9F : 0xBF);
    } else if (value >= 0xF0 && value <= 0xF4) {
      // no overlong forms, nothing above U+10FFFF
      expect(3, value & 0x07, value == 0xF0 ? 0x90 : 0x80, value == 0xF4 ? 0x8F : 0xBF);
    } else {
      out.append(REPLACEMENT);
    }
  }

  private void expect(int continuation, int bits, int lowest, int highest) {
    missing = continuation;
    codePoint = bits;
    low = lowest;
    high = highest;
  }
}
