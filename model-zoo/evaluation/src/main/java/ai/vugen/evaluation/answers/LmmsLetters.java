package ai.vugen.evaluation.answers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How lmms-eval finds the option letter in an answer to MMBench. */
final class LmmsLetters {
  private static final String API_FAILURE = "Failed to obtain answer via API";
  private static final char LAST = 'E';
  private static final int OPTIONS = 4;

  /** What may stand around a letter, in the order of trial. */
  private static final List<Affix> AFFIXES =
      List.of(
          new Affix("", "."),
          new Affix("", ","),
          new Affix("", ":"),
          new Affix("", ")"),
          new Affix("", ")."),
          new Affix("(", ")"),
          new Affix("(", ")."),
          new Affix(":", ""),
          new Affix(":", ","),
          new Affix(":", "."),
          new Affix(":", ")"),
          new Affix(":", ")."));

  private record Affix(String prefix, String suffix) {}

  private LmmsLetters() {}

  /** Returns the letter named in the answer, else the option whose text it contains. */
  static Optional<Character> prefetch(String answer, List<String> options) {
    return option(answer).or(() -> text(answer, options));
  }

  /** Returns the one letter from A to E that stands as a word, alone or between affixes. */
  static Optional<Character> option(String answer) {
    if (answer.contains(API_FAILURE)) {
      return Optional.empty();
    }
    List<String> words = PlainText.words(answer);
    Set<String> different = new HashSet<>(words);
    Optional<Character> bare = only(different, new Affix("", ""));
    boolean article = different.contains("A") && words.size() > 3;
    if (bare.isPresent() && !article) {
      return bare;
    }
    return AFFIXES.stream().flatMap(affix -> only(different, affix).stream()).findFirst();
  }

  /** Returns the one option whose text the answer contains; missing options are the text "nan". */
  static Optional<Character> text(String answer, List<String> options) {
    String lower = PlainText.lower(answer);
    List<Character> contained = new ArrayList<>();
    for (int i = 0; i < Math.max(OPTIONS, options.size()); i++) {
      String text = i < options.size() ? options.get(i) : "nan";
      if (lower.contains(PlainText.lower(text))) {
        contained.add((char) ('A' + i));
      }
    }
    return contained.size() == 1 ? Optional.of(contained.get(0)) : Optional.empty();
  }

  /** Returns what is tried where {@link #prefetch} finds nothing: any trace of a letter. */
  static Optional<Character> extract(String answer, List<String> options) {
    return FreeLetters.extract(answer, Math.max(OPTIONS, options.size()));
  }

  private static Optional<Character> only(Set<String> words, Affix affix) {
    List<Character> letters = new ArrayList<>();
    for (char letter = 'A'; letter <= LAST; letter++) {
      if (words.contains(affix.prefix() + letter + affix.suffix())) {
        letters.add(letter);
      }
    }
    return letters.size() == 1 ? Optional.of(letters.get(0)) : Optional.empty();
  }
}
