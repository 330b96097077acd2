package ai.vugen.evaluation.understanding;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    return new TaskAccuracy(asked + other.asked, right + other.right, commonest + other.commonest);
  }

  /** The share of right answers, 0 to 1. */
  public double accuracy() {
    return (double) right / asked;
  }

  /** The share of right answers of whoever always gives the commonest one, 0 to 1. */
  public double chance() {
    return (double) commonest / asked;
  }
}
