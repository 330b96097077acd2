package ai.vugen.model.language;

import java.util.Arrays;

/**
 * The byte alphabet of byte-level BPE: each of the 256 bytes is written as one printable character,
 * so that a vocabulary of arbitrary byte strings fits in a text file.
 *
 * <p>Printable bytes of ISO 8859-1 ({@code !}..{@code ~}, {@code ¡}..{@code ¬}, {@code ®}..{@code
 * ÿ}) stand for themselves; the other 68 bytes, in order, are the characters from U+0100 on (a
 * space is {@code Ġ}). This is the alphabet of GPT-2, used by Llama 3 and PLM.
 */
public final class ByteLevel {
  private static final int UNUSED = -1;
  private static final char[] CHARS = new char[256];
  private static final int[] BYTES = new int[256 + 68];

  static {
    Arrays.fill(BYTES, UNUSED);
    char next = 256;
    for (int value = 0; value < 256; value++) {
      CHARS[value] = isPrintable(value) ? (char) value : next++;
      BYTES[CHARS[value]] = value;
    }
  }

  private ByteLevel() {}

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }

  /** Returns the character that stands for a byte, given as 0..255. */
  public static char charOf(int value) {
    return CHARS[value];
  }

  /** Writes bytes in the byte alphabet, one character a byte. */
  public static String write(byte[] bytes) {
    StringBuilder written = new StringBuilder(bytes.length);
    for (byte value : bytes) {
      written.append(CHARS[value & 0xFF]);
    }
    return written.toString();
  }

  /**
   * Reads back what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a character is not of the byte alphabet
   */
  public static byte[] read(String written) {
    byte[] bytes = new byte[written.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = written.charAt(i);
      int value = c < BYTES.length ? BYTES[c] : UNUSED;
      if (value == UNUSED) {
        throw new IllegalArgumentException(
            String.format("character U+%04X does not stand for a byte", (int) c));
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }
}
