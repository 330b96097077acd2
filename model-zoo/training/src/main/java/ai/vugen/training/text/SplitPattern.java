package ai.vugen.training.text;

import ai.vugen.assembly.BpeVocabulary;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Llama 3's split of a text into the words inside which BPE merges: {@code "a", " red", "!"}. */
final class SplitPattern {
  // Java's \s is ASCII only and may not be negated as \S inside a Unicode class
  private static final Pattern PATTERN =
      Pattern.compile(
          BpeVocabulary.SPLIT_PATTERN
              .replace("\\s", "\\p{IsWhite_Space}")
              .replace("\\S", "\\P{IsWhite_Space}"));

  private SplitPattern() {}

  static void forEachWord(String text, Consumer<String> words) {
    Matcher matcher = PATTERN.matcher(text);
    while (matcher.find()) {
      words.accept(matcher.group());
    }
  }
}
