package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

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
}
