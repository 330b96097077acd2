package ai.vugen.error;

/** Checks of what a caller asks for. */
public final class Arguments {
  private Arguments() {}

  /**
   * Refuses {@code value} unless {@code valid}; every comparison with NaN is false, so it falls.
   *
   * @param name what the value is, the start of the message
   * @param expected what would be right and, where it is not plain, how to get there
   * @throws InvalidRequestException unless {@code valid}
   */
  public static void require(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new InvalidRequestException(name + " is " + value + "; expected " + expected);
    }
  }

  /**
   * Refuses numbers that are infinite or NaN.
   *
   * @param name what the numbers are
   * @throws InvalidRequestException if a number is not finite
   */
  public static void requireFinite(double[] values, String name) {
    for (int i = 0; i < values.length; i++) {
      require(
          Double.isFinite(values[i]),
          "Element " + i + " of the " + name,
          values[i],
          "finite numbers. Look for a failed sample in what produced them.");
    }
  }
}
