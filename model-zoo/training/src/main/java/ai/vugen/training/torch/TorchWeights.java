package ai.vugen.training.torch;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.WeightSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.pytorch.GradMode;

/**
 * Named parameters and constants of networks on libtorch.
 *
 * <p>A parameter is made by the initializer when a network first asks for its name. It is held in
 * float32 (the master, which the optimizer changes) and handed out in the computing precision; the
 * conversion is done once per step and passes gradients on to the master. So networks are built
 * anew in every step, after {@link #newStep()}: their constructors only look names up.
 *
 * <p>Not for use by several threads; {@link DataParallel} gives each of its threads weights of its
 * own that share the masters.
 */
public final class TorchWeights implements WeightSource, AutoCloseable {
  private final ParameterStore store;
  private final Leaves leaves;
  private final Map<String, TorchTensor> handedOut = new HashMap<>();
  private boolean withGradients;

  /** Weights that are all trainable. */
  public TorchWeights(TorchBackend backend, Initializer initializer) {
    this(new ParameterStore(backend, initializer), Leaves.MASTERS);
  }

  private TorchWeights(ParameterStore store, Leaves leaves) {
    this.store = store;
    this.leaves = leaves;
  }

  /**
   * Returns the same weights for another thread: the same numbers, gradients gathered elsewhere.
   */
  TorchWeights with(Leaves otherLeaves) {
    return new TorchWeights(store, otherLeaves);
  }

  /** Trains the parameters whose name passes, now and later ones; freezes the others. */
  public void train(Predicate<String> names) {
    store.train(names);
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
  public Tensor parameter(String name, Shape shape, Role role) {
    Parameter parameter = store.get(name, shape, role);
    if (withGradients != GradMode.is_enabled()) {
      withGradients = !withGradients;
      handedOut.clear();
    }
    TorchTensor known = handedOut.get(name);
    if (known == null) {
      known = parameter.in(backend().precision(), leaves.of(parameter));
      handedOut.put(name, known);
    }
    return known;
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    return store.constant(values, shape);
  }

  @Override
  public Tensor indices(long[] values, Shape shape) {
    return store.indices(values, shape);
  }

  /** Returns the parameter of a name, made if it is new. */
  Parameter master(String name, Shape shape, Role role) {
    return store.get(name, shape, role);
  }

  /** Makes a parameter, or replaces it; what it is used for is said when a network asks for it. */
  Parameter put(String name, Shape shape, float[] values) {
    handedOut.remove(name);
    return store.put(name, shape, Role.OTHER, values);
  }

  /** Returns the parameters asked for so far, by name. */
  List<Parameter> parameters() {
    return store.all();
  }

  /** Returns the parameters asked for so far that are trained, by name. */
  List<Parameter> trained() {
    return store.all().stream().filter(Parameter::trained).toList();
  }

  /**
   * Returns the number of numbers in the parameters asked for so far whose name starts with a
   * prefix.
   */
  public long count(String prefix) {
    return store.all().stream()
        .filter(p -> p.name().startsWith(prefix))
        .mapToLong(Parameter::count)
        .sum();
  }

  /** Returns the values of a parameter that was asked for before. */
  public float[] values(String name) {
    Parameter parameter = store.known(name);
    if (parameter == null) {
      throw new InvalidRequestException(
          "No network asked for a parameter " + name + ", there are " + names());
    }
    try (TorchScope scope = new TorchScope()) {
      return parameter.in(backend().wide(), parameter.master()).floats();
    }
  }

  /**
   * Adds the parameters whose name starts with a prefix to a file under their names.
   *
   * @param type F32, F16 or BF16
   */
  public void save(SafetensorsWriter writer, String prefix, DataType type) {
    for (Parameter parameter : store.all()) {
      if (parameter.name().startsWith(prefix)) {
        writer.add(parameter.name(), type, parameter.shape().sizes(), values(parameter.name()));
      }
    }
  }

  /** Returns the names of the parameters asked for so far, in order. */
  public List<String> names() {
    return store.all().stream().map(Parameter::name).toList();
  }

  /** Returns the backend. */
  public TorchBackend backend() {
    return store.backend();
  }

  @Override
  public void close() {
    handedOut.clear();
    store.release();
  }
}
