package ai.vugen.tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/** Runs networks on the oracle. */
public final class OracleEvaluator implements Evaluator {
  @Override
  public Program compile(Network network, Map<String, Input> inputs, Parameters parameters) {
    WeightSource source = new Source(parameters);
    return new Program() {
      @Override
      public Named<NdArray> run(Map<String, NdArray> numbers) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        numbers.forEach((name, array) -> tensors.put(name, OracleTensor.of(array)));
        Map<String, NdArray> outputs = new LinkedHashMap<>();
        network
            .apply(new Weights(source), new Named<>(tensors))
            .forEach((name, tensor) -> outputs.put(name, ((OracleTensor) tensor).toArray()));
        return new Named<>(outputs);
      }

      @Override
      public void close() {}
    };
  }

  private record Source(Parameters parameters) implements WeightSource {
    @Override
    public Tensor parameter(String name, Shape shape, Role role) {
      NdArray array = parameters.get(name);
      if (!Shape.of(array.shape()).equals(shape)) {
        throw new ShapeException(name + ": " + array + " instead of " + shape);
      }
      return OracleTensor.of(array);
    }

    @Override
    public Tensor constant(float[] values, Shape shape) {
      return OracleTensor.of(NdArray.of(values, shape.sizes()));
    }

    @Override
    public Tensor indices(long[] values, Shape shape) {
      return OracleTensor.of(NdArray.of(values, shape.sizes()));
    }
  }
}
