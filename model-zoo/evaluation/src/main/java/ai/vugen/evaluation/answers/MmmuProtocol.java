package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The ways in which MMMU answers are read. */
public enum MmmuProtocol {
  /** The benchmark's own script. */
  OFFICIAL,

  /**
   * lmms-eval's variant: letters are found more easily in multiple-choice answers, and open answers
   * never count, because it compares character by character with answers of two characters or more.
   * Only for comparison with its numbers.
   */
  LMMS_EVAL,

  /**
   * VLMEvalKit's exact matching, for multiple-choice questions only; nothing is drawn at random.
   */
  VLMEVALKIT;

  /**
   * Returns the option that an answer means.
   *
   * @param options the options' texts, from A; at least one
   * @param random draws an option where the answer names none; {@code new PythonRandom(42)} for all
   *     questions together, in the order of the data, gives the published scripts' choices
   */
  public ParsedChoice choose(String response, List<String> options, RandomGenerator random) {
    Optional<Character> letter =
        switch (this) {
          case OFFICIAL -> new ChoiceParser(response, options).official();
          case LMMS_EVAL -> new ChoiceParser(response, options).lmmsEval();
          case VLMEVALKIT -> VlmLetters.letter(response, options);
        };
    if (letter.isPresent() || this == VLMEVALKIT) {
      return new ParsedChoice(letter, false);
    }
    return new ParsedChoice(Optional.of((char) ('A' + random.nextInt(options.size()))), true);
  }

  /**
   * Scores answers.
   *
   * @param items in the order of the data, which decides what is drawn for which
   * @param random as in {@link #choose}
   * @throws InvalidRequestException if there are none, an id names no subject, or VLMEvalKit's way
   *     meets an open question
   */
  public MmmuScore score(List<MmmuItem> items, RandomGenerator random) {
    if (items.isEmpty()) {
      throw new InvalidRequestException("MMMU scores of no answers; expected at least one.");
    }
    Map<String, MmmuScore.Count> subjects = new TreeMap<>();
    int drawn = 0;
    for (MmmuItem item : items) {
      boolean correct;
      if (item instanceof MmmuItem.Choice choice) {
        ParsedChoice parsed = choose(choice.response(), choice.options(), random);
        correct = parsed.letter().equals(Optional.of(choice.answer()));
        drawn += parsed.random() ? 1 : 0;
      } else {
        correct = matches((MmmuItem.Open) item);
      }
      subjects.merge(
          item.subject(), new MmmuScore.Count(correct ? 1 : 0, 1), MmmuScore.Count::plus);
    }
    return new MmmuScore(this, drawn, subjects);
  }

  /**
   * Returns whether an open answer counts as right.
   *
   * @throws InvalidRequestException by VLMEvalKit's way, which has no rule for open answers
   */
  public boolean matches(MmmuItem.Open item) {
    return switch (this) {
      case OFFICIAL -> OpenAnswer.parse(item.response()).matches(item.answers());
      case LMMS_EVAL -> false;
      case VLMEVALKIT ->
          throw new InvalidRequestException(
              "MMMU question %s is open, which VLMEvalKit's exact matching cannot judge; expected"
                      .formatted(item.id())
                  + " multiple-choice questions. Leave it out or use OFFICIAL.");
    };
  }

  /**
   * What an answer to a multiple-choice question was read as.
   *
   * @param letter the option's letter; 'Z' for a refusal, nothing for no option
   * @param random true if the letter was drawn because the answer named no option
   */
  public record ParsedChoice(Optional<Character> letter, boolean random) {}

  /** Reads the option letter from an answer as MMMU's script and lmms-eval's variant of it do. */
  static final class ChoiceParser {
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

    /** Returns the option with the greatest rank among those found at all; the first of equals. */
    private Optional<Character> last(ToIntFunction<Integer> place, ToIntFunction<Integer> rank) {
      return IntStream.range(0, options.size())
          .boxed()
          .filter(option -> place.applyAsInt(option) >= 0)
          .min(Comparator.comparingInt(rank).reversed())
          .map(option -> (char) ('A' + option));
    }
  }
}
