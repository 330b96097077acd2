package ai.vugen.evaluation.answers;

/**
 * POPE's rates over a set of questions, each 0 to 1; yes is the positive class. A rate without any
 * case is 0.
 *
 * @param questions number of questions
 * @param accuracy share of right answers
 * @param precision right among the answers read as yes
 * @param recall right among the questions whose answer is yes (see {@link PopeProtocol})
 * @param yesRatio share of yes (see {@link PopeProtocol})
 */
public record PopeRates(
    int questions, double accuracy, double precision, double recall, double yesRatio) {
  /** The harmonic mean of precision and recall. */
  public double f1() {
    return ratio(2 * precision * recall, precision + recall);
  }

  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
