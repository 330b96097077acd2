package ai.vugen.training.torch;

/** Where the first values of parameters come from. */
@FunctionalInterface
public interface Initializer {
  /**
   * The first values of a parameter; the same for the same name and shape, in whatever order
   * parameters are asked for.
   *
   * @param name the full name
   * @param sizes the shape
   * @return as many values as the shape has elements
   */
  float[] values(String name, long[] sizes);
}
