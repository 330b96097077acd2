package ai.vugen.selfcheck;

import ai.vugen.device.Precision;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small network whose result is known.
 *
 * @param operator what it checks, which is one of its operators
 * @param precision which precision computes such networks
 * @param sizes what tells it from other networks of the operator
 * @param tolerance how far a result may be off, relative to the largest
 * @param network computes the result
 */
record ArithmeticCase(
    String operator,
    Precision precision,
    String sizes,
    double tolerance,
    Function<Operands, Tensor> network) {
  /** Unique; the names of its inputs, weights and {@link #output} begin with it and a dot. */
  String name() {
    return operator + " " + sizes;
  }

  /** Returns the name of its result. */
  String output() {
    return name() + ".result";
  }

  /** Defines the network on a graph, which may have others too. */
  void define(Graph graph) {
    graph.output(output(), network.apply(new Operands(graph, name())));
  }

  /** Declares inputs and weights. Extents of inputs are numbers or symbols. */
  static final class Operands {
    private final Graph graph;
    private final String scope;
    private final Weights weights;

    private Operands(Graph graph, String scope) {
      this.graph = graph;
      this.scope = scope + ".";
      this.weights = new Weights(graph).at(scope);
    }

    Tensor real(String name, Object... extents) {
      return graph.input(scope + name, shape(extents));
    }

    /** Returns an input of indices from 0 to 4. */
    Tensor index(String name, Object... extents) {
      return graph.indexInput(scope + name, shape(extents));
    }

    private Shape shape(Object... extents) {
      return new Shape(Arrays.stream(extents).map(this::dim).toList());
    }

    private Dim dim(Object extent) {
      return extent instanceof Integer size ? Dim.of(size) : graph.dim((String) extent);
    }

    Tensor parameter(String name, long... shape) {
      return weights.get(name, shape);
    }

    Tensor constant(float[] values, long... shape) {
      return weights.constant(values, shape);
    }

    /** Returns the weight and bias of a layer within a block, where INT8 rounds weights. */
    Tensor weight(long... shape) {
      Role.Use use = shape.length == 2 ? Role.Use.MATRIX : Role.Use.WINDOW;
      return weights.block("layers", 0).get("weight", use, shape);
    }

    @Nullable Tensor bias(boolean given, long size) {
      return given ? weights.get("bias", Role.Use.BIAS, size) : null;
    }
  }
}
