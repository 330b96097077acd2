package ai.vugen.evaluation.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Scores as they are printed, the same in every locale. */
public final class ScoreText {
  private ScoreText() {}

  /** Returns a share as a percentage with two digits, such as {@code "61.25%"}. */
  public static String percent(double share) {
    return rounded(100 * share, 2) + "%";
  }

  /**
   * Returns a finite number with so many digits after the point. Rounds the exact binary value to
   * the nearest, ties to even, as Python does.
   */
  public static String rounded(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
