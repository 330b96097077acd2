package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answered question of MMMU. */
public sealed interface MmmuItem {
  /** Returns the question's id, such as {@code "validation_Art_Theory_12"}. */
  String id();

  /** Returns what the model answered. */
  String response();

  /**
   * Returns the subject that the id names, such as {@code "Art_Theory"}.
   *
   * @throws InvalidRequestException if the id names none
   */
  default String subject() {
    Matcher matcher = Pattern.compile("[^_]*_(.+)_[0-9]+").matcher(id());
    if (!matcher.matches()) {
      throw new InvalidRequestException(
          "MMMU id \"%s\" names no subject; expected one like validation_Art_Theory_12."
              .formatted(id()));
    }
    return matcher.group(1);
  }

  /**
   * A question with options.
   *
   * @param options their texts, from A
   * @param answer letter of the right one
   */
  record Choice(String id, List<String> options, char answer, String response) implements MmmuItem {
    /**
     * @throws InvalidRequestException if the answer is no option's letter
     */
    public Choice {
      options = List.copyOf(options);
      if (answer < 'A' || answer >= 'A' + options.size()) {
        throw new InvalidRequestException(
            "MMMU question %s has %d options and the answer %s; expected an option's letter."
                .formatted(id, options.size(), answer));
      }
    }
  }

  /**
   * A question with a free answer.
   *
   * @param answers the answers that are right, at least one
   */
  record Open(String id, List<String> answers, String response) implements MmmuItem {
    /**
     * @throws InvalidRequestException if there is no right answer
     */
    public Open {
      answers = List.copyOf(answers);
      if (answers.isEmpty()) {
        throw new InvalidRequestException(
            "MMMU question %s has no right answer; expected at least one.".formatted(id));
      }
    }
  }
}
