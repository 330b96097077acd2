package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MME's scores; answers that are neither yes nor no are wrong. Source: Fu et al. 2023, "MME: A
 * Comprehensive Evaluation Benchmark for Multimodal Large Language Models".
 *
 * @param reader how answers were read
 * @param subtasks the subtasks that were asked; all 14 in a complete run
 */
public record MmeScore(YesNoReader reader, Map<MmeSubtask, MmeSubtaskScore> subtasks) {
  public MmeScore {
    subtasks = Collections.unmodifiableMap(new EnumMap<>(subtasks));
  }

  /**
   * Scores answers in any order.
   *
   * @throws InvalidRequestException if there are none or an image has not exactly two
   */
  public static MmeScore of(YesNoReader reader, List<MmeAnswer> answers) {
    if (answers.isEmpty()) {
      throw new InvalidRequestException("MME scores of no answers; expected two for each image.");
    }
    Map<MmeSubtask, Map<String, List<Boolean>>> points = new EnumMap<>(MmeSubtask.class);
    for (MmeAnswer answer : answers) {
      points
          .computeIfAbsent(answer.subtask(), subtask -> new LinkedHashMap<>())
          .computeIfAbsent(answer.imageId(), image -> new ArrayList<>())
          .add(answer.correct(reader));
    }
    Map<MmeSubtask, MmeSubtaskScore> scores = new EnumMap<>(MmeSubtask.class);
    points.forEach((subtask, images) -> scores.put(subtask, score(images)));
    return new MmeScore(reader, scores);
  }

  /** Sum of the perception subtasks' points, 0 to 2000 in a complete run ("MME-P"). */
  public double perception() {
    return sum(MmeSubtask.Group.PERCEPTION);
  }

  /** Sum of the cognition subtasks' points, 0 to 800 in a complete run ("MME-C"). */
  public double cognition() {
    return sum(MmeSubtask.Group.COGNITION);
  }

  private double sum(MmeSubtask.Group group) {
    return subtasks.entrySet().stream()
        .filter(entry -> entry.getKey().group() == group)
        .mapToDouble(entry -> entry.getValue().score())
        .sum();
  }

  private static MmeSubtaskScore score(Map<String, List<Boolean>> images) {
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
    return new MmeSubtaskScore(
        images.size(), right / (2.0 * images.size()), (double) both / images.size());
  }
}
