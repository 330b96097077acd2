package ai.vugen.flow;

import ai.vugen.error.InvalidRequestException;

/** Checks of the numbers that a caller asks for. */
final class Requested {
  private Requested() {}

  /**
   * Refuses {@code value} unless {@code valid}; every comparison with NaN is false, so it falls.
   */
  static void check(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new InvalidRequestException(name + " is " + value + "; expected " + expected);
    }
  }
}
