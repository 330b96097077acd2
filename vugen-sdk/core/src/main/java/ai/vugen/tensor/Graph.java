package ai.vugen.tensor;

/**
 * What the computation of a network is defined on: its parameters, its inputs and its outputs.
 *
 * <p>A backend that writes graphs records the computation; one that computes at once has the values
 * of the inputs already.
 */
public interface Graph extends WeightSource {
  /** Returns an extent of inputs that is not the network's own, such as {@code "batch"}. */
  Dim dim(String name);

  /** Returns an input of real numbers. */
  Tensor input(String name, Shape shape);

  /** Returns an input of indices. */
  Tensor indexInput(String name, Shape shape);

  /** Names an output. */
  void output(String name, Tensor value);
}
