package ai.vugen.training.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Llama 3's split of a text into the words inside which BPE merges: {@code "a", " red", "!"}. */
final class SplitPattern {
  /** The pattern as tokenizer.json holds it, where {@code \s} is Unicode white space. */
  static final String REGEX =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  // Java's \s is ASCII only and may not be negated as \S inside a Unicode class
  private static final Pattern PATTERN =
      Pattern.compile(
          REGEX.replace("\\s", "\\p{IsWhite_Space}").replace("\\S", "\\P{IsWhite_Space}"));

  private SplitPattern() {}

  static void forEachWord(String text, Consumer<String> words) {
    Matcher matcher = PATTERN.matcher(text);
    while (matcher.find()) {
      words.accept(matcher.group());
    }
  }
}
