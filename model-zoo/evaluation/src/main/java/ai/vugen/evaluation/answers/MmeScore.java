package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.answers.YesNoReader.YesNo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * MME's scores; answers that are neither yes nor no are wrong. Source: Fu et al. 2023, "MME: A
 * Comprehensive Evaluation Benchmark for Multimodal Large Language Models".
 *
 * @param reader how answers were read
 * @param subtasks the subtasks that were asked; all 14 in a complete run
 */
public record MmeScore(YesNoReader reader, Map<Subtask, SubtaskScore> subtasks) {
  public MmeScore {
    subtasks = Collections.unmodifiableMap(new EnumMap<>(subtasks));
  }

  /**
   * Scores answers in any order.
   *
   * @throws InvalidRequestException if there are none or an image has not exactly two
   */
  public static MmeScore of(YesNoReader reader, List<Answer> answers) {
    if (answers.isEmpty()) {
      throw new InvalidRequestException("MME scores of no answers; expected two for each image.");
    }
    Map<Subtask, Map<String, List<Boolean>>> points = new EnumMap<>(Subtask.class);
    for (Answer answer : answers) {
      points
          .computeIfAbsent(answer.subtask(), subtask -> new LinkedHashMap<>())
          .computeIfAbsent(answer.imageId(), image -> new ArrayList<>())
          .add(answer.correct(reader));
    }
    Map<Subtask, SubtaskScore> scores = new EnumMap<>(Subtask.class);
    points.forEach((subtask, images) -> scores.put(subtask, score(images)));
    return new MmeScore(reader, scores);
  }

  /** Sum of the perception subtasks' points, 0 to 2000 in a complete run ("MME-P"). */
  public double perception() {
    return sum(Subtask.Group.PERCEPTION);
  }

  /** Sum of the cognition subtasks' points, 0 to 800 in a complete run ("MME-C"). */
  public double cognition() {
    return sum(Subtask.Group.COGNITION);
  }

  private double sum(Subtask.Group group) {
    return subtasks.entrySet().stream()
        .filter(entry -> entry.getKey().group() == group)
        .mapToDouble(entry -> entry.getValue().score())
        .sum();
  }

  private static SubtaskScore score(Map<String, List<Boolean>> images) {
    images.forEach(
        (image, points) -> {
          if (points.size() != 2) {
            throw new InvalidRequestException(
                "Image %s has %d answers; MME expects two for each image."
                    .formatted(image, points.size()));
          }
        });
    long right = images.values().stream().flatMap(Collection::stream).filter(p -> p).count();
    long both = images.values().stream().filter(points -> !points.contains(false)).count();
    return new SubtaskScore(
        images.size(), right / (2.0 * images.size()), (double) both / images.size());
  }

  /**
   * One of the two questions that MME asks about an image.
   *
   * @param subtask the question's subtask
   * @param imageId the image, unique within its subtask
   * @param expected true if the right answer is yes
   * @param prediction what the model answered
   */
  public record Answer(Subtask subtask, String imageId, boolean expected, String prediction) {
    boolean correct(YesNoReader reader) {
      return reader.read(prediction) == (expected ? YesNo.YES : YesNo.NO);
    }
  }

  /** The 14 subtasks of MME. */
  public enum Subtask {
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

    Subtask(Group group) {
      this.group = group;
    }

    /** Returns the half this subtask belongs to. */
    public Group group() {
      return group;
    }

    /**
     * Returns the name in MME's files, such as {@code "commonsense_reasoning"} or {@code "OCR"}.
     */
    public String tag() {
      return this == OCR ? name() : name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the subtask with this name in MME's files.
     *
     * @throws InvalidRequestException if there is none
     */
    public static Subtask of(String tag) {
      return Arrays.stream(values())
          .filter(subtask -> subtask.tag().equals(tag))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidRequestException(
                      "MME has no subtask \""
                          + tag
                          + "\"; expected one of "
                          + String.join(", ", Arrays.stream(values()).map(Subtask::tag).toList())
                          + "."));
    }
  }

  /**
   * The result of one subtask of MME.
   *
   * @param images number of images
   * @param accuracy share of right answers, 0 to 1
   * @param accuracyPlus share of images with both answers right, 0 to 1
   */
  public record SubtaskScore(int images, double accuracy, double accuracyPlus) {
    /** Returns the subtask's points, 0 to 200. */
    public double score() {
      return 100 * accuracy + 100 * accuracyPlus;
    }
  }
}
