package ai.vugen.training.torch;

import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the cases of all backends on libtorch, in float32. */
final class TorchEvaluator implements Evaluator {
  @Override
  public Program compile(Network network, Map<String, Input> inputs, Parameters parameters) {
    TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
    TorchWeights weights =
        new TorchWeights(backend, (name, role, sizes) -> values(parameters.get(name), name, sizes));
    return new Program() {
      @Override
      public Named<NdArray> run(Map<String, NdArray> numbers) {
        try (TorchScope scope = new TorchScope();
            NoGradient evaluation = new NoGradient()) {
          weights.newStep();
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          numbers.forEach((name, array) -> tensors.put(name, tensor(backend, array)));
          Map<String, NdArray> outputs = new LinkedHashMap<>();
          network
              .apply(new Weights(weights), new Named<>(tensors))
              .forEach((name, tensor) -> outputs.put(name, array(tensor)));
          return new Named<>(outputs);
        }
      }

      @Override
      public void close() {
        weights.close();
      }
    };
  }

  static float[] values(NdArray array, String name, long[] sizes) {
    if (!Shape.of(array.shape()).equals(Shape.of(sizes))) {
      throw new AssertionError(name + ": " + array + " instead of " + Shape.of(sizes));
    }
    return array.floats();
  }

  static TorchTensor tensor(TorchBackend backend, NdArray array) {
    return array.kind() == Kind.REAL
        ? backend.real(array.floats(), array.shape())
        : backend.indices(array.longs(), array.shape());
  }

  static NdArray array(Tensor tensor) {
    TorchTensor result = (TorchTensor) tensor;
    long[] sizes = result.shape().sizes();
    return result.kind() == Kind.REAL
        ? NdArray.of(result.floats(), sizes)
        : NdArray.of(result.longs(), sizes);
  }
}
