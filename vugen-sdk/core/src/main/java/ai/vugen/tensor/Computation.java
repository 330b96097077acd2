package ai.vugen.tensor;

/**
 * What a network computes, its parameters in place; it may be defined on graphs again and again.
 */
@FunctionalInterface
public interface Computation {
  /** Declares the inputs, computes, and names the outputs. */
  void on(Graph graph);
}
