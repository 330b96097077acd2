package ai.vugen.evaluation.understanding;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.understanding.AskedScene.AskedQuestion;
import ai.vugen.world.QuestionAnswer.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
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
   * Returns all questions together: tasks with more questions weigh more; chance is that of giving
   * the commonest answer of each task.
   */
  public TaskAccuracy overall() {
    return tasks.values().stream().reduce(TaskAccuracy::plus).orElseThrow();
  }

  /**
   * How the questions of a task were answered.
   *
   * @param asked number of questions, at least 1
   * @param right number of right answers
   * @param commonest how many would be right if the commonest right answer were always given
   */
  public record TaskAccuracy(int asked, int right, int commonest) {
    /** Counts questions of one task, at least one. */
    static TaskAccuracy of(List<AskedQuestion> questions) {
      Map<String, Integer> answers = new HashMap<>();
      questions.forEach(question -> answers.merge(question.expected(), 1, Integer::sum));
      int right = (int) questions.stream().filter(AskedQuestion::right).count();
      return new TaskAccuracy(questions.size(), right, Collections.max(answers.values()));
    }

    /** Both tasks together. */
    TaskAccuracy plus(TaskAccuracy other) {
      return new TaskAccuracy(
          asked + other.asked, right + other.right, commonest + other.commonest);
    }

    /** Returns the share of right answers, 0 to 1. */
    public double accuracy() {
      return (double) right / asked;
    }

    /** Returns the share of right answers of whoever always gives the commonest one, 0 to 1. */
    public double chance() {
      return (double) commonest / asked;
    }
  }
}
