package ai.vugen.training.torch;

import ai.vugen.tensor.Role;

/** Where the first values of parameters come from. */
@FunctionalInterface
public interface Initializer {
  /**
   * Returns the first values of a parameter; the same for the same name and shape, in whatever
   * order parameters are asked for.
   *
   * @param name the full name
   * @param role what it is used for
   * @param sizes the shape
   * @return as many values as the shape has elements
   */
  float[] values(String name, Role role, long[] sizes);
}
