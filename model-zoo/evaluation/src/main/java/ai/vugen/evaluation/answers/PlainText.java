package ai.vugen.evaluation.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text operations with the notion of white space and length that the evaluation programs have: all
 * of Unicode's white space, including no-break spaces, and characters beyond 16 bits counted once.
 */
final class PlainText {
  private PlainText() {}

  static String strip(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (begin < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  /** Removes each mark in turn from both ends, as often as it stands there. */
  static String strip(String text, String marks) {
    String stripped = text;
    for (int i = 0; i < marks.length(); i++) {
      stripped = strip(stripped, marks.charAt(i));
    }
    return stripped;
  }

  private static String strip(String text, char mark) {
    int begin = 0;
    int end = text.length();
    while (begin < end && text.charAt(begin) == mark) {
      begin++;
    }
    while (begin < end && text.charAt(end - 1) == mark) {
      end--;
    }
    return text.substring(begin, end);
  }

  /** Returns the words between white space, none of them empty. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSpace(text.charAt(i))) {
        if (i > begin) {
          words.add(text.substring(begin, i));
        }
        begin = i + 1;
      }
    }
    return words;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
