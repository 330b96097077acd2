package ai.vugen.tensor;

/** Where a backend's parameters and constants come from. */
public interface WeightSource {
  /**
   * Returns the parameter of a name; the backend fails if it exists in another shape, or not at all
   * where it must exist.
   *
   * @param role what it is used for
   */
  Tensor parameter(String name, Shape shape, Role role);

  /** Returns a parameter of which nothing is said but its shape. */
  default Tensor parameter(String name, Shape shape) {
    return parameter(name, shape, Role.OTHER);
  }

  /** Returns a constant that is not a parameter. */
  Tensor constant(float[] values, Shape shape);

  /** Constant indices. */
  Tensor indices(long[] values, Shape shape);
}
