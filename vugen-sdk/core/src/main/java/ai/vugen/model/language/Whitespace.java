package ai.vugen.model.language;

/** White space as Python's {@code str.strip} and Jinja's {@code trim} see it. */
final class Whitespace {
  private Whitespace() {}

  /** Returns {@code text} without white space at either end. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isWhite(text.charAt(start))) {
      start++;
    }
    while (end > start && isWhite(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  // Java's isWhitespace leaves out the no-break spaces and U+0085, which Python counts
  private static boolean isWhite(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
