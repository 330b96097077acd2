package ai.vugen.evaluation.answers;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Reads the option letter from an answer as MMMU's script and lmms-eval's variant of it do. */
final class ChoiceParser {
  private static final String ENDS = ",.!?;:'";
  private static final int LONG = 5; // words; only longer answers are searched for option texts

  private final String response;
  private final List<String> options;

  ChoiceParser(String response, List<String> options) {
    this.response = " " + PlainText.strip(response, ENDS) + " ";
    this.options = options;
  }

  /** MMMU's own rule: "(A)", else " A ", else an option's text. */
  Optional<Character> official() {
    return form("(%c)", "(%c)").or(() -> form(" %c ", " %c ")).or(this::text);
  }

  /** lmms-eval's rule: a letter may end a word, and "A." is looked for too. */
  Optional<Character> lmmsEval() {
    return form("(%c)", "(%c)")
        .or(() -> form("%c ", " %c "))
        .or(() -> form("%c.", " %c "))
        .or(this::text);
  }

  /** Of the letters that occur in one form, the one that occurs last in another. */
  private Optional<Character> form(String form, String ranked) {
    return last(
        option -> response.indexOf(form.formatted((char) ('A' + option))),
        option -> response.lastIndexOf(ranked.formatted((char) ('A' + option))));
  }

  private Optional<Character> text() {
    if (PlainText.words(response).size() <= LONG) {
      return Optional.empty();
    }
    String lower = PlainText.lower(response);
    ToIntFunction<Integer> position =
        option -> lower.lastIndexOf(PlainText.lower(options.get(option)));
    return last(position, position);
  }

  /** The option with the greatest rank among those found at all; the first of equals. */
  private Optional<Character> last(ToIntFunction<Integer> place, ToIntFunction<Integer> rank) {
    return IntStream.range(0, options.size())
        .boxed()
        .filter(option -> place.applyAsInt(option) >= 0)
        .min(Comparator.comparingInt(rank).reversed())
        .map(option -> (char) ('A' + option));
  }
}
