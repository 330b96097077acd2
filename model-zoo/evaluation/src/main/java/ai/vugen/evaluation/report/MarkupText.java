package ai.vugen.evaluation.report;

/** Text as it stands in HTML and XML, between tags or between quotes. */
public final class MarkupText {
  private static final int REPLACEMENT = 0xFFFD;

  private MarkupText() {}

  /** Escapes what has a meaning in markup; characters that XML cannot hold become U+FFFD. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(character, safe));
    return safe.toString();
  }

  private static void append(int character, StringBuilder to) {
    switch (character) {
      case '&' -> to.append("&amp;");
      case '<' -> to.append("&lt;");
      case '>' -> to.append("&gt;");
      case '"' -> to.append("&quot;");
      case '\'' -> to.append("&#39;");
      default -> to.appendCodePoint(isAllowed(character) ? character : REPLACEMENT);
    }
  }

  /** Returns the production Char of XML 1.0. */
  private static boolean isAllowed(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }
}
