package ai.vugen.training.bench;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where libtorch computes a network while it is defined, one operation after the other, as
 * PyTorch's eager mode does. A network may be defined here again and again: weights and inputs are
 * kept, in the computing precision.
 */
final class TorchGraph implements Graph, AutoCloseable {
  private final TorchWeights weights;
  private final MadeInputs inputs;
  private final Map<String, Long> extents;
  private final Map<String, TorchTensor> kept = new HashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  TorchGraph(TorchWeights weights, MadeInputs inputs, Map<String, Long> extents) {
    this.weights = weights;
    this.inputs = inputs;
    this.extents = extents;
  }

  @Override
  public Dim dim(String name) {
    return Dim.of(Objects.requireNonNull(extents.get(name), name));
  }

  @Override
  public Tensor input(String name, Shape shape) {
    return kept.computeIfAbsent(
        name, key -> weights.backend().real(inputs.reals(name, shape), shape.sizes()).retain());
  }

  @Override
  public Tensor indexInput(String name, Shape shape) {
    return kept.computeIfAbsent(
        name,
        key -> weights.backend().indices(inputs.indices(name, shape), shape.sizes()).retain());
  }

  @Override
  public void output(String name, Tensor value) {
    outputs.put(name, value);
  }

  @Override
  public Tensor parameter(String name, Shape shape, Role role) {
    return kept.computeIfAbsent(
        name, key -> ((TorchTensor) weights.parameter(name, shape, role)).retain());
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    return weights.constant(values, shape);
  }

  @Override
  public Tensor indices(long[] values, Shape shape) {
    return weights.indices(values, shape);
  }

  /** Returns what was computed last, by name; valid in the scope that it was computed in. */
  Map<String, Tensor> outputs() {
    return outputs;
  }

  @Override
  public void close() {
    kept.values().forEach(TorchTensor::release);
    kept.clear();
  }
}
