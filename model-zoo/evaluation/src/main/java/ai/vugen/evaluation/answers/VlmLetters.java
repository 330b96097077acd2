package ai.vugen.evaluation.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How VLMEvalKit finds the option letter in an answer without a judge model. */
final class VlmLetters {
  /** Stands for a refusal, or an answer that none of the options fits. */
  static final char REFUSAL = 'Z';

  private static final String API_FAILURE = "Failed to obtain answer via API";
  private static final String REMOVED = ".()[],:;!*#{}";
  private static final int LAST_WORDS = 4;

  /** The best known of the toolkit's refusals; its rarer ones count as answers without a letter. */
  private static final String REFUSED = "Sorry, I can't help with images of people yet.";

  private static final Pattern ANSWER_IS =
      Pattern.compile(
          "answer\\s+is\\s+\\**([ABCD])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private VlmLetters() {}

  /** Returns the letter named in the answer, else the option whose text it contains. */
  static Optional<Character> letter(String answer, List<String> options) {
    return option(answer, options.size()).or(() -> text(answer, options));
  }

  /** Returns the one letter among the last words, or the one that the answer is said to be. */
  static Optional<Character> option(String answer, int options) {
    if (answer.contains(API_FAILURE)) {
      return Optional.empty();
    }
    if (answer.contains(REFUSED)) {
      return Optional.of(REFUSAL);
    }
    String spaced = answer;
    for (int i = 0; i < REMOVED.length(); i++) {
      spaced = spaced.replace(REMOVED.charAt(i), ' ');
    }
    List<String> words = PlainText.words(spaced);
    List<Character> named = named(words, options);
    if (named.size() == 1) {
      char letter = named.get(0);
      if (words.indexOf(String.valueOf(letter)) >= words.size() - LAST_WORDS) {
        return Optional.of(letter);
      }
    } else if (named.isEmpty() && words.contains(String.valueOf(REFUSAL))) {
      return Optional.of(REFUSAL);
    }
    return announced(answer, options);
  }

  /** Returns the one option whose text the answer contains, unless the answer is long. */
  static Optional<Character> text(String answer, List<String> options) {
    String lower = PlainText.lower(answer);
    if (PlainText.length(lower) > 2 * options.stream().mapToInt(PlainText::length).sum()) {
      return Optional.empty();
    }
    List<Character> contained = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      if (lower.contains(PlainText.lower(options.get(i)))) {
        contained.add((char) ('A' + i));
      }
    }
    return contained.size() == 1 ? Optional.of(contained.get(0)) : Optional.empty();
  }

  private static List<Character> named(List<String> words, int options) {
    List<Character> named = new ArrayList<>();
    for (char letter = 'A'; letter < 'A' + options; letter++) {
      if (words.contains(String.valueOf(letter))) {
        named.add(letter);
      }
    }
    return named;
  }

  private static Optional<Character> announced(String answer, int options) {
    Matcher matcher = ANSWER_IS.matcher(answer);
    if (!matcher.find()) {
      return Optional.empty();
    }
    char letter = Character.toUpperCase(matcher.group(1).charAt(0));
    return letter < 'A' + options ? Optional.of(letter) : Optional.empty();
  }
}
