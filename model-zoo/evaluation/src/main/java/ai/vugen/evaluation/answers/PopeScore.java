package ai.vugen.evaluation.answers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * POPE's scores. Source: Li et al. 2023, "Evaluating Object Hallucination in Large Vision-Language
 * Models".
 *
 * @param protocol how answers were read and counted
 * @param overall over all questions
 * @param categories by category
 */
public record PopeScore(PopeProtocol protocol, Rates overall, Map<String, Rates> categories) {
  public PopeScore {
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
  }

  /**
   * One question of POPE: is this object in the image?
   *
   * @param category how absent objects were chosen: {@code random}, {@code popular} or {@code
   *     adversarial}; several with commas between them
   * @param expected true if the right answer is yes
   * @param prediction what the model answered
   */
  public record Answer(String category, boolean expected, String prediction) {}

  /**
   * POPE's rates over a set of questions, each 0 to 1; yes is the positive class. A rate without
   * any case is 0.
   *
   * @param questions number of questions
   * @param accuracy share of right answers
   * @param precision right among the answers read as yes
   * @param recall right among the questions whose answer is yes (see {@link PopeProtocol})
   * @param yesRatio share of yes (see {@link PopeProtocol})
   */
  public record Rates(
      int questions, double accuracy, double precision, double recall, double yesRatio) {
    /** Returns the harmonic mean of precision and recall. */
    public double f1() {
      return ratio(2 * precision * recall, precision + recall);
    }

    static double ratio(double part, double whole) {
      return whole == 0 ? 0 : part / whole;
    }
  }
}
