package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One prompt of GenEval with what its images must and must not show; all conditions count.
 *
 * @param task the task it belongs to
 * @param include what must be there
 * @param exclude what must not be there; empty for most
 * @param prompt the text to generate images from
 */
public record GenEvalPrompt(
    GenEvalTask task, List<Include> include, List<Exclude> exclude, String prompt) {
  /**
   * @throws InvalidRequestException if a count is below 1 or a position's target is not an earlier
   *     include
   */
  public GenEvalPrompt {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    for (int i = 0; i < include.size(); i++) {
      check(include.get(i).count(), "include[" + i + "].count");
      Position position = include.get(i).position();
      if (position != null && (position.target() < 0 || position.target() >= i)) {
        throw new InvalidRequestException(
            "include[%d].position has target %d; expected the index of an earlier include, 0 to %d."
                .formatted(i, position.target(), i - 1));
      }
    }
    for (int i = 0; i < exclude.size(); i++) {
      check(exclude.get(i).count(), "exclude[" + i + "].count");
    }
  }

  private static void check(int count, String field) {
    if (count < 1) {
      throw new InvalidRequestException(field + " is " + count + "; expected 1 or more.");
    }
  }

  /**
   * What an image must show.
   *
   * @param className the object's class
   * @param count how many at least, from 1; only the best {@code count} are looked at further
   * @param colour the colour each of them must have, or null for any
   * @param position where each of them must stand, or null for anywhere
   */
  public record Include(
      String className, int count, @Nullable ObjectColour colour, @Nullable Position position) {}

  /**
   * What an image must not show.
   *
   * @param className the object's class
   * @param count the image fails with this many or more, from 1
   */
  public record Exclude(String className, int count) {}

  /**
   * Where an included object must stand.
   *
   * @param relation how it must stand to the target
   * @param target index of the target among the prompt's includes, from 0
   */
  public record Position(Relation relation, int target) {}

  /** Where one object stands as seen from another. */
  public enum Relation {
    ABOVE,
    BELOW,
    LEFT_OF,
    RIGHT_OF;

    /** Returns the relation as GenEval writes it, such as {@code "left of"}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Returns the relation that GenEval writes so.
     *
     * @throws InvalidRequestException if there is no such relation
     */
    public static Relation of(String words) {
      return Arrays.stream(values())
          .filter(relation -> relation.words().equals(words))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidRequestException(
                      "GenEval has no relation \""
                          + words
                          + "\"; expected one of "
                          + Arrays.stream(values())
                              .map(Relation::words)
                              .collect(Collectors.joining(", "))
                          + "."));
    }
  }
}
