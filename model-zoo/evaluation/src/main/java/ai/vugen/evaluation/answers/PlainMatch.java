package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.List;

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
