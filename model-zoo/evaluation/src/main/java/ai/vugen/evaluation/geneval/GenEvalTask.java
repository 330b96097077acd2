package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The six tasks of GenEval, in the order of its tables. */
public enum GenEvalTask {
  SINGLE_OBJECT,
  TWO_OBJECT,
  COUNTING,
  COLORS,
  POSITION,
  COLOR_ATTR;

  /** Returns the official tag, such as {@code "single_object"}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the task with an official tag.
   *
   * @throws InvalidRequestException if no task has this tag
   */
  public static GenEvalTask of(String tag) {
    return Arrays.stream(values())
        .filter(task -> task.tag().equals(tag))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "GenEval has no task \""
                        + tag
                        + "\"; expected one of "
                        + Arrays.stream(values())
                            .map(GenEvalTask::tag)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
