package ai.vugen.graph;

import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Weights;
import java.util.function.Function;

/**
 * A network of a model: one graph, one session.
 *
 * @param name the name of the graph, as {@code vision}
 * @param definition makes the computation from the root of a model's weights; inputs and outputs
 *     are those that {@code docs/graphs.md} lists
 */
public record Network(String name, Function<Weights, Computation> definition) {
  /**
   * Returns what this network computes, on any backend.
   *
   * @param weights the root of the model's weights
   */
  public Computation computation(Weights weights) {
    return definition.apply(weights);
  }

  @Override
  public String toString() {
    return name;
  }
}
