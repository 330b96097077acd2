package ai.vugen.training.torch;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.WeightSource;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bytedeco.pytorch.GradMode;

/**
 * Named parameters and constants of networks on libtorch.
 *
 * <p>A parameter is made by the initializer when a network first asks for its name. It is held in
 * float32 (the master, which the optimizer changes) and handed out in the computing precision; the
 * conversion is done once per step and passes gradients on to the master. So networks are built
 * anew in every step, after {@link #newStep()}: their constructors only look names up.
 */
public final class TorchWeights implements WeightSource, AutoCloseable {
  private final TorchBackend backend;
  private final Initializer initializer;
  private final Map<String, Parameter> parameters = new TreeMap<>();
  private final Map<String, TorchTensor> handedOut = new HashMap<>();
  private final Map<Constant<?>, TorchTensor> constants = new HashMap<>();
  private Predicate<String> trainable = name -> true;
  private boolean withGradients;

  /** Weights that are all trainable. */
  public TorchWeights(TorchBackend backend, Initializer initializer) {
    this.backend = backend;
    this.initializer = initializer;
  }

  /** The numbers of a constant and its shape, by which it is found again. */
  private record Constant<B>(B values, Shape shape) {}

  /** Trains the parameters whose name passes, now and later ones; freezes the others. */
  public void train(Predicate<String> names) {
    trainable = names;
    for (Parameter parameter : parameters.values()) {
      parameter.train(names.test(parameter.name()));
    }
    newStep();
  }

  /** Trains the parameters whose name starts with one of the prefixes; freezes the others. */
  public void train(String... prefixes) {
    List<String> starts = List.of(prefixes);
    train(name -> starts.stream().anyMatch(name::startsWith));
  }

  /**
   * Forgets the conversions of the parameters, so that the next ones see their new values. To be
   * called first in the scope of every step.
   */
  public void newStep() {
    handedOut.clear();
  }

  @Override
  public Tensor parameter(String name, Shape shape) {
    Parameter parameter = master(name, shape);
    if (withGradients != GradMode.is_enabled()) {
      withGradients = !withGradients;
      handedOut.clear();
    }
    TorchTensor known = handedOut.get(name);
    if (known == null) {
      known = parameter.computing(backend.precision());
      handedOut.put(name, known);
    }
    return known;
  }

  /** The parameter of a name, made if it is new. */
  Parameter master(String name, Shape shape) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      return put(name, shape, initializer.values(name, shape.sizes()));
    }
    if (!parameter.shape().equals(shape)) {
      throw new ShapeException(
          "the parameter " + name + " is " + parameter.shape() + ", but was asked for as " + shape);
    }
    return parameter;
  }

  /** Makes a parameter, or replaces it. */
  Parameter put(String name, Shape shape, float[] values) {
    try (TorchScope scope = new TorchScope()) {
      Parameter made = new Parameter(backend, name, shape, backend.upload(values, shape.sizes()));
      made.train(trainable.test(name));
      Parameter before = parameters.put(name, made);
      if (before != null) {
        before.release();
      }
      handedOut.remove(name);
      return made;
    }
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    Constant<?> key = new Constant<>(FloatBuffer.wrap(values), shape);
    TorchTensor known = constants.get(key);
    if (known == null) {
      known = backend.real(values, shape.sizes()).retain();
      constants.put(new Constant<>(FloatBuffer.wrap(values.clone()), shape), known);
    }
    return known;
  }

  @Override
  public Tensor indices(long[] values, Shape shape) {
    Constant<?> key = new Constant<>(LongBuffer.wrap(values), shape);
    TorchTensor known = constants.get(key);
    if (known == null) {
      known = backend.indices(values, shape.sizes()).retain();
      constants.put(new Constant<>(LongBuffer.wrap(values.clone()), shape), known);
    }
    return known;
  }

  /** The parameters asked for so far, by name. */
  Collection<Parameter> parameters() {
    return Collections.unmodifiableCollection(parameters.values());
  }

  /** The parameters asked for so far that are trained, by name. */
  List<Parameter> trained() {
    return parameters.values().stream().filter(Parameter::trained).toList();
  }

  /** The number of numbers in the parameters asked for so far whose name starts with a prefix. */
  public long count(String prefix) {
    return parameters.values().stream()
        .filter(p -> p.name().startsWith(prefix))
        .mapToLong(Parameter::count)
        .sum();
  }

  /** The values of a parameter that was asked for before. */
  public float[] values(String name) {
    try (TorchScope scope = new TorchScope()) {
      return known(name).computing(backend.wide()).floats();
    }
  }

  /**
   * Adds the parameters whose name starts with a prefix to a file under their names.
   *
   * @param type F32, F16 or BF16
   */
  public void save(SafetensorsWriter writer, String prefix, DataType type) {
    for (Parameter parameter : parameters.values()) {
      if (parameter.name().startsWith(prefix)) {
        writer.add(parameter.name(), type, parameter.shape().sizes(), values(parameter.name()));
      }
    }
  }

  private Parameter known(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new InvalidRequestException(
          "No network asked for a parameter " + name + ", there are " + parameters.keySet());
    }
    return parameter;
  }

  /** The names of the parameters asked for so far, in order. */
  public List<String> names() {
    return List.copyOf(parameters.keySet());
  }

  /** The backend. */
  public TorchBackend backend() {
    return backend;
  }

  @Override
  public void close() {
    handedOut.clear();
    constants.values().forEach(TorchTensor::release);
    constants.clear();
    parameters.values().forEach(Parameter::release);
    parameters.clear();
  }
}
