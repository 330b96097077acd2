package ai.vugen.tensor;

/** Where a backend's parameters and constants come from. */
public interface WeightSource {
  /**
   * The parameter of a name; the backend fails if it exists in another shape, or not at all where
   * it must exist.
   */
  Tensor parameter(String name, Shape shape);

  /** A constant that is not a parameter. */
  Tensor constant(float[] values, Shape shape);

  /** Constant indices. */
  Tensor indices(long[] values, Shape shape);
}
