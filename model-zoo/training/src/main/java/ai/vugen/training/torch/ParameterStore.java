package ai.vugen.training.torch;

import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The parameters and constants that the weights of one model and their replicas share. */
final class ParameterStore {
  private final TorchBackend backend;
  private final Initializer initializer;
  private final Map<String, Parameter> parameters = new TreeMap<>();
  private final Map<Constant<?>, TorchTensor> constants = new HashMap<>();
  private Predicate<String> trainable = name -> true;

  ParameterStore(TorchBackend backend, Initializer initializer) {
    this.backend = backend;
    this.initializer = initializer;
  }

  /** The numbers of a constant and its shape, by which it is found again. */
  private record Constant<B>(B values, Shape shape) {}

  TorchBackend backend() {
    return backend;
  }

  /** Trains the parameters whose name passes, now and later ones; freezes the others. */
  synchronized void train(Predicate<String> names) {
    trainable = names;
    for (Parameter parameter : parameters.values()) {
      parameter.train(names.test(parameter.name()));
    }
  }

  /** Returns the parameter of a name, made if it is new. */
  synchronized Parameter get(String name, Shape shape, Role role) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      return put(name, shape, role, initializer.values(name, role, shape.sizes()));
    }
    if (!parameter.shape().equals(shape)) {
      throw new ShapeException(
          "the parameter " + name + " is " + parameter.shape() + ", but was asked for as " + shape);
    }
    parameter.use(role);
    return parameter;
  }

  /** Makes a parameter, or replaces it. */
  synchronized Parameter put(String name, Shape shape, Role role, float[] values) {
    try (TorchScope scope = new TorchScope()) {
      Parameter made =
          new Parameter(backend, name, shape, role, backend.upload(values, shape.sizes()));
      made.train(trainable.test(name));
      Parameter before = parameters.put(name, made);
      if (before != null) {
        before.release();
      }
      return made;
    }
  }

  /** Returns the parameter of a name, or null if none was asked for. */
  synchronized @Nullable Parameter known(String name) {
    return parameters.get(name);
  }

  /** Returns the parameters asked for so far, by name. */
  synchronized List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  synchronized TorchTensor constant(float[] values, Shape shape) {
    TorchTensor known = constants.get(new Constant<>(FloatBuffer.wrap(values), shape));
    if (known == null) {
      known = backend.real(values, shape.sizes()).retain();
      constants.put(new Constant<>(FloatBuffer.wrap(values.clone()), shape), known);
    }
    return known;
  }

  synchronized TorchTensor indices(long[] values, Shape shape) {
    TorchTensor known = constants.get(new Constant<>(LongBuffer.wrap(values), shape));
    if (known == null) {
      known = backend.indices(values, shape.sizes()).retain();
      constants.put(new Constant<>(LongBuffer.wrap(values.clone()), shape), known);
    }
    return known;
  }

  synchronized void release() {
    constants.values().forEach(TorchTensor::release);
    constants.clear();
    parameters.values().forEach(Parameter::release);
    parameters.clear();
  }
}
