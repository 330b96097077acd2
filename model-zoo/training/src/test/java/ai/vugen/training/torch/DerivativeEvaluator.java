package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;

/**
 * Runs the cases of all backends on libtorch in float64, and compares the gradients of every input
 * and parameter with central differences along a random direction.
 */
final class DerivativeEvaluator implements Evaluator {
  private static final double STEP = 1e-6;

  @Override
  public Program compile(Network network, Map<String, Input> inputs, Parameters parameters) {
    TorchBackend backend = TorchBackend.cpu(ComputeType.FP64);
    TorchWeights weights =
        new TorchWeights(
            backend,
            (name, role, sizes) -> TorchEvaluator.values(parameters.get(name), name, sizes));
    return new Program() {
      @Override
      public Named<NdArray> run(Map<String, NdArray> numbers) {
        try (TorchScope scope = new TorchScope()) {
          return new Check(network, weights, numbers).run();
        }
      }

      @Override
      public void close() {
        weights.close();
      }
    };
  }

  /** One comparison: the outputs, weighted at random, are a function of all leaves. */
  private static final class Check {
    private final Network network;
    private final TorchWeights weights;
    private final TorchBackend backend;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, org.bytedeco.pytorch.Tensor> leaves = new LinkedHashMap<>();

    Check(Network network, TorchWeights weights, Map<String, NdArray> numbers) {
      this.network = network;
      this.weights = weights;
      backend = weights.backend();
      numbers.forEach(
          (name, array) -> {
            TorchTensor tensor = TorchEvaluator.tensor(backend, array);
            inputs.put(name, tensor);
            if (array.kind() == Kind.REAL) {
              tensor.value().set_requires_grad(true);
              leaves.put("input " + name, tensor.value());
            }
          });
    }

    Named<NdArray> run() {
      Map<String, Tensor> outputs = outputs();
      TorchTensor sum = weighted(outputs);
      if (sum.value().requires_grad()) {
        sum.backward();
      }
      weights.trained().forEach(p -> leaves.put("parameter " + p.name(), p.master()));
      try (NoGradient measuring = new NoGradient()) {
        leaves.forEach(this::compare);
      }
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      outputs.forEach((name, tensor) -> arrays.put(name, TorchEvaluator.array(tensor)));
      return new Named<>(arrays);
    }

    private Map<String, Tensor> outputs() {
      weights.newStep();
      return network.apply(new Weights(weights), new Named<>(inputs));
    }

    private TorchTensor weighted(Map<String, Tensor> outputs) {
      Tensor sum = backend.real(new float[1], 1);
      long seed = 0;
      for (Tensor output : outputs.values()) {
        seed++;
        if (output.kind() == Kind.REAL) {
          Tensor flat = output.reshape(Shape.of(1, output.shape().elements().size()));
          Tensor share = backend.normal(seed, flat.shape().size(1), 1);
          sum = sum.add(flat.matmul(share).reshape(Shape.of(1)));
        }
      }
      return (TorchTensor) sum;
    }

    private void compare(String name, org.bytedeco.pytorch.Tensor leaf) {
      var gradient = leaf.grad(); // undefined where the output does not depend on it
      var direction = backend.normal(name.hashCode(), leaf.shape()).value();
      double expected = gradient.defined() ? gradient.mul(direction).sum().item_double() : 0;
      double near = difference(leaf, direction, STEP);
      double far = difference(leaf, direction, 2 * STEP);
      double measured = (8 * near - far) / (12 * STEP); // the error is of fourth order
      assertThat(measured).as(name).isCloseTo(expected, offset(1e-6 + 1e-6 * Math.abs(expected)));
    }

    /** How much the outputs differ between a step forward and a step back. */
    private double difference(
        org.bytedeco.pytorch.Tensor leaf, org.bytedeco.pytorch.Tensor direction, double step) {
      leaf.add_(direction, new Scalar(step));
      double above = weighted(outputs()).item();
      leaf.add_(direction, new Scalar(-2 * step));
      double below = weighted(outputs()).item();
      leaf.add_(direction, new Scalar(step));
      return above - below;
    }
  }
}
