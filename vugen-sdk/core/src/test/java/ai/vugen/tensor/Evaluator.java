package ai.vugen.tensor;

import java.util.Map;

/**
 * A backend that can be tested: it makes programs of networks and runs them on numbers. The same
 * cases run on every backend and are compared with {@link OracleEvaluator}.
 */
public interface Evaluator {
  /** What is computed: named values of named inputs, with weights. */
  @FunctionalInterface
  interface Network {
    Map<String, Tensor> apply(Weights weights, Named<Tensor> inputs);
  }

  /** The weights of a test, by name. */
  @FunctionalInterface
  interface Parameters {
    NdArray get(String name);
  }

  /**
   * An input as a graph declares it.
   *
   * @param type what it holds
   * @param shape with symbols where an extent is known only at run time
   */
  record Input(Kind kind, Shape shape) {}

  /** A network that is ready to run. */
  interface Program extends AutoCloseable {
    /** Runs the network on numbers for every input. */
    Named<NdArray> run(Map<String, NdArray> inputs);

    @Override
    void close();
  }

  /**
   * Makes a program.
   *
   * @param inputs every input of the network; a backend that computes at once needs none of it
   */
  Program compile(Network network, Map<String, Input> inputs, Parameters parameters);
}
