package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;
import java.util.Locale;

/** The 14 subtasks of MME. */
public enum MmeSubtask {
  EXISTENCE(Group.PERCEPTION),
  COUNT(Group.PERCEPTION),
  POSITION(Group.PERCEPTION),
  COLOR(Group.PERCEPTION),
  POSTERS(Group.PERCEPTION),
  CELEBRITY(Group.PERCEPTION),
  SCENE(Group.PERCEPTION),
  LANDMARK(Group.PERCEPTION),
  ARTWORK(Group.PERCEPTION),
  OCR(Group.PERCEPTION),
  COMMONSENSE_REASONING(Group.COGNITION),
  NUMERICAL_CALCULATION(Group.COGNITION),
  TEXT_TRANSLATION(Group.COGNITION),
  CODE_REASONING(Group.COGNITION);

  /** The two halves of MME. */
  public enum Group {
    /** Ten subtasks, at most 2000 points. */
    PERCEPTION,
    /** Four subtasks, at most 800 points. */
    COGNITION
  }

  private final Group group;

  MmeSubtask(Group group) {
    this.group = group;
  }

  /** The half this subtask belongs to. */
  public Group group() {
    return group;
  }

  /** The name in MME's files, such as {@code "commonsense_reasoning"} or {@code "OCR"}. */
  public String tag() {
    return this == OCR ? name() : name().toLowerCase(Locale.ROOT);
  }

  /**
   * The subtask with this name in MME's files.
   *
   * @throws InvalidRequestException if there is none
   */
  public static MmeSubtask of(String tag) {
    return Arrays.stream(values())
        .filter(subtask -> subtask.tag().equals(tag))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "MME has no subtask \""
                        + tag
                        + "\"; expected one of "
                        + String.join(", ", Arrays.stream(values()).map(MmeSubtask::tag).toList())
                        + "."));
  }
}
