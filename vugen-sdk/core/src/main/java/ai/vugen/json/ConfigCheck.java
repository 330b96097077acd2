package ai.vugen.json;

import ai.vugen.error.ModelIntegrityException;

/** The checks of a configuration's numbers against their neighbours; an error names both values. */
public final class ConfigCheck {
  private ConfigCheck() {}

  /**
   * Requires two numbers to be equal.
   *
   * @throws ModelIntegrityException if they differ
   */
  public static void equal(String what, int value, String other, int expected) {
    require(
        value == expected,
        "the "
            + what
            + " is "
            + value
            + " but the "
            + other
            + " is "
            + expected
            + "; they must be equal");
  }

  /**
   * Requires a number to be a multiple of another.
   *
   * @throws ModelIntegrityException if it is not
   */
  public static void divides(String what, int value, String other, int divisor) {
    require(
        value % divisor == 0,
        "the " + what + " of " + value + " does not divide by the " + other + " of " + divisor);
  }

  /**
   * Requires a condition.
   *
   * @throws ModelIntegrityException if it does not hold
   */
  public static void require(boolean holds, String message) {
    if (!holds) {
      throw new ModelIntegrityException("config.json contradicts itself: " + message);
    }
  }
}
