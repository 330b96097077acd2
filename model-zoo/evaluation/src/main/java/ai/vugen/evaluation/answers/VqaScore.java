package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

/**
 * VQA accuracy over many questions.
 *
 * @param normalization how answers were made comparable
 * @param questions number of questions
 * @param accuracy mean accuracy, 0 to 1
 */
public record VqaScore(VqaNormalization normalization, int questions, double accuracy) {
  /**
   * Scores questions with ten human answers each. Source: Antol et al. 2015, "VQA: Visual Question
   * Answering".
   *
   * @throws InvalidRequestException if there are no questions
   */
  public static VqaScore of(VqaNormalization normalization, List<VqaQuestion> questions) {
    double accuracy =
        questions.stream()
            .mapToDouble(question -> question.accuracy(normalization))
            .average()
            .orElseThrow(
                () -> new InvalidRequestException("VQA accuracy of no questions; expected some."));
    return new VqaScore(normalization, questions.size(), accuracy);
  }
}
