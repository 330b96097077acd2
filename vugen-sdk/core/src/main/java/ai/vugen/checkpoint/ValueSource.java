package ai.vugen.checkpoint;

/**
 * Makes the values of a tensor while they are written, so that they never are in memory at once.
 */
@FunctionalInterface
public interface ValueSource {
  /**
   * Fills an array with values.
   *
   * @param from the first value's index in the tensor, row-major
   * @param into gets them, from its index 0 on
   * @param count how many, at most the length of {@code into}
   */
  void fill(long from, float[] into, int count);
}
