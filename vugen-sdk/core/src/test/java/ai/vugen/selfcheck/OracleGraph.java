package ai.vugen.selfcheck;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.OracleTensor;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Computes a case at once, on the oracle. */
final class OracleGraph implements Graph {
  /** Where the numbers of an input or weight come from. */
  interface Source {
    NdArray get(String name, Shape shape);
  }

  private static final Map<String, Dim> DIMS = Map.of("batch", Dim.of(2), "keys", Dim.of(9));

  private final Source reals;
  private final Source indices;
  private final Source parameters;
  private final Map<String, NdArray> outputs = new LinkedHashMap<>();

  private OracleGraph(Source reals, Source indices, Source parameters) {
    this.reals = reals;
    this.indices = indices;
    this.parameters = parameters;
  }

  /** The result of a case. */
  static NdArray evaluate(ArithmeticCase of, Source reals, Source indices, Source parameters) {
    OracleGraph graph = new OracleGraph(reals, indices, parameters);
    of.define(graph);
    return graph.outputs.values().iterator().next();
  }

  @Override
  public Dim dim(String name) {
    Dim dim = DIMS.get(name);
    if (dim == null) {
      throw new IllegalArgumentException("no size for " + name);
    }
    return dim;
  }

  @Override
  public Tensor input(String name, Shape shape) {
    return OracleTensor.of(reals.get(name, shape));
  }

  @Override
  public Tensor indexInput(String name, Shape shape) {
    return OracleTensor.of(indices.get(name, shape));
  }

  @Override
  public void output(String name, Tensor value) {
    outputs.put(name, ((OracleTensor) value).toArray());
  }

  @Override
  public Tensor parameter(String name, Shape shape, Role role) {
    return OracleTensor.of(parameters.get(name, shape));
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
