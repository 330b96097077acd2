package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

/**
 * A question answered by ten people and by the model under test.
 *
 * @param humanAnswers ten answers
 * @param prediction the model's answer
 */
public record VqaQuestion(List<String> humanAnswers, String prediction) {
  private static final int PEOPLE = 10;

  /**
   * @throws InvalidRequestException unless there are ten human answers
   */
  public VqaQuestion {
    humanAnswers = List.copyOf(humanAnswers);
    if (humanAnswers.size() != PEOPLE) {
      throw new InvalidRequestException(
          "%d human answers; expected ten, as VQA collects them. Compare single answers with"
                  .formatted(humanAnswers.size())
              + " PlainMatch.");
    }
  }

  /**
   * The VQA accuracy of the prediction, 0 to 1: the mean over the ten people of min(1, m / 3),
   * where m of the other nine gave the predicted answer.
   */
  public double accuracy(VqaNormalization normalization) {
    String predicted = normalization.normalize(prediction);
    List<Boolean> equal =
        humanAnswers.stream()
            .map(answer -> normalization.normalize(answer).equals(predicted))
            .toList();
    long matches = equal.stream().filter(match -> match).count();
    return equal.stream()
        .mapToDouble(match -> Math.min(1, (match ? matches - 1 : matches) / 3.0))
        .average()
        .orElseThrow();
  }
}
