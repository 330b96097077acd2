package ai.vugen.evaluation;

import ai.vugen.error.InvalidRequestException;

/** Checks of what a caller hands to a metric. */
public final class InputCheck {
  private InputCheck() {}

  /**
   * Refuses {@code value} unless {@code valid}.
   *
   * @param name what the value is, the start of the message
   * @param expected what would be right and, where it is not plain, how to get there
   * @throws InvalidRequestException unless {@code valid}
   */
  public static void require(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new InvalidRequestException(name + " is " + value + "; expected " + expected + ".");
    }
  }

  /**
   * Refuses numbers that are infinite or NaN.
   *
   * @param name what the numbers are, the start of the message
   * @throws InvalidRequestException if a number is not finite
   */
  public static void requireFinite(double[] values, String name) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new InvalidRequestException(
            "Element "
                + i
                + " of the "
                + name
                + " is "
                + values[i]
                + "; expected finite numbers. Look for a failed sample in what produced them.");
      }
    }
  }
}
