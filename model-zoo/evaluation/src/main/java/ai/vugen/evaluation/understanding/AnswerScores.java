package ai.vugen.evaluation.understanding;

import ai.vugen.error.Arguments;
import ai.vugen.world.QuestionAnswer.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of a split.
 *
 * @param tasks the tasks that had questions, at least one, in the order of {@link Task}
 */
public record AnswerScores(Map<Task, TaskAccuracy> tasks) {
  public AnswerScores {
    tasks = Collections.unmodifiableMap(new EnumMap<>(tasks));
  }

  /**
   * Scores the questions of scenes.
   *
   * @throws ai.vugen.error.InvalidRequestException if there are none
   */
  public static AnswerScores of(List<AskedScene> scenes) {
    Map<Task, List<AskedQuestion>> questions = new EnumMap<>(Task.class);
    for (AskedScene scene : scenes) {
      for (AskedQuestion asked : scene.questions()) {
        questions.computeIfAbsent(asked.question().task(), task -> new ArrayList<>()).add(asked);
      }
    }
    Arguments.require(!questions.isEmpty(), "The number of questions", 0, "1 or more to score");
    Map<Task, TaskAccuracy> tasks = new EnumMap<>(Task.class);
    questions.forEach((task, asked) -> tasks.put(task, TaskAccuracy.of(asked)));
    return new AnswerScores(tasks);
  }

  /**
   * All questions together: tasks with more questions weigh more; chance is that of giving the
   * commonest answer of each task.
   */
  public TaskAccuracy overall() {
    return tasks.values().stream().reduce(TaskAccuracy::plus).orElseThrow();
  }
}
