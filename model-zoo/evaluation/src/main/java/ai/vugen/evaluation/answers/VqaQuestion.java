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
   * Returns the VQA accuracy of the prediction, 0 to 1: the mean over the ten people of min(1, m /
   * 3), where m of the other nine gave the predicted answer.
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

  /**
   * Plain exact match over many answers: equal after trimming and lower-casing, nothing more.
   *
   * @param questions number of questions
   * @param accuracy share of equal answers, 0 to 1
   */
  public record PlainMatch(int questions, double accuracy) {
    /**
     * Compares each prediction with the target at the same place.
     *
     * @throws InvalidRequestException if there are no targets or not as many predictions
     */
    public static PlainMatch of(List<String> targets, List<String> predictions) {
      if (targets.isEmpty() || targets.size() != predictions.size()) {
        throw new InvalidRequestException(
            "%d targets and %d predictions; expected equally many, at least one of each."
                .formatted(targets.size(), predictions.size()));
      }
      int equal = 0;
      for (int i = 0; i < targets.size(); i++) {
        equal += matches(targets.get(i), predictions.get(i)) ? 1 : 0;
      }
      return new PlainMatch(targets.size(), (double) equal / targets.size());
    }

    /** True if a prediction equals its target apart from case and white space around it. */
    public static boolean matches(String target, String prediction) {
      return plain(target).equals(plain(prediction));
    }

    private static String plain(String text) {
      return PlainText.lower(PlainText.strip(text));
    }
  }
}
