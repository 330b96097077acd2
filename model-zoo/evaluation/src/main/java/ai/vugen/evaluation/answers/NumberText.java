package ai.vugen.evaluation.answers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as MMMU's script, which is written in Python, recognises and rounds them. */
final class NumberText {
  private static final String DIGITS = "[0-9]+(?:_[0-9]+)*";

  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:%s(?:\\.(?:%s)?)?|\\.%s)(?:[eE][+-]?%s)?"
              .formatted(DIGITS, DIGITS, DIGITS, DIGITS));

  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_A_NUMBER = Pattern.compile("[+-]?nan", Pattern.CASE_INSENSITIVE);

  private NumberText() {}

  /** The number that a text is, rounded to two decimals; commas are passed over. */
  static Optional<Double> parse(String text) {
    String plain = PlainText.strip(text.replace(",", ""));
    if (DECIMAL.matcher(plain).matches()) {
      return Optional.of(rounded(Double.parseDouble(plain.replace("_", ""))));
    }
    if (INFINITE.matcher(plain).matches()) {
      boolean negative = plain.startsWith("-");
      return Optional.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return NOT_A_NUMBER.matcher(plain).matches() ? Optional.of(Double.NaN) : Optional.empty();
  }

  /** Python rounds the exact binary value, ties to even. */
  private static double rounded(double number) {
    return Double.isInfinite(number)
        ? number
        : new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }
}
