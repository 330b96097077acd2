package ai.vugen.onnx;

import ai.vugen.device.Placement;
import ai.vugen.error.ModelException;
import ai.vugen.file.AtomicFile;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX graph being built: declare inputs, run networks on them with this as their weights, name
 * the outputs, and take the bytes.
 *
 * <p>Weights are not copied: the graph refers to ranges of the checkpoint's files, by file name
 * relative to {@link #weightsFolder}. Only parameters that are in memory and constants are
 * embedded. What no output needs is left out. Not thread-safe.
 */
public final class OnnxGraph implements Graph {
  /** The version of the default operator set. */
  static final int OPSET = 23;

  private final String name;
  private final Lowering lowering;
  private final Initializers initializers;
  private final List<GraphPort> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Operation, OnnxTensor> results = new HashMap<>();
  private final Extents extents = new Extents(this);
  private final Map<String, String> metadata = new TreeMap<>();

  /** An operator on operands; the graph computes it once. */
  private record Operation(String operator, List<String> inputs, List<Attribute> attributes) {}

  private OnnxGraph(@Nullable ParameterStore store, String name, Lowering lowering) {
    this.name = name;
    this.lowering = lowering;
    this.initializers = new Initializers(store, lowering.real());
  }

  /**
   * A graph with the parameters of a store.
   *
   * @param name what the graph is called in messages and in its bytes
   * @param lowering how operations become operators
   */
  public OnnxGraph(String name, Lowering lowering, ParameterStore store) {
    this(store, name, lowering);
  }

  /**
   * Returns a graph without weights, from which {@link #parameters} can be learnt, but which has no
   * bytes. They are the same for every placement.
   */
  public static OnnxGraph withoutWeights(String name) {
    return new OnnxGraph(null, name, Lowering.of(Placement.CPU_FLOAT32));
  }

  @Override
  public Dim dim(String symbol) {
    return Dim.of(symbol);
  }

  /**
   * Declares an input of real numbers.
   *
   * @param input unique name
   * @param shape with symbols where an extent is known only at run time
   */
  @Override
  public Tensor input(String input, Shape shape) {
    return input(input, Kind.REAL, shape);
  }

  /** Declares an input of 64-bit indices; see {@link #input(String, Shape)}. */
  @Override
  public Tensor indexInput(String input, Shape shape) {
    return input(input, Kind.INDEX, shape);
  }

  private Tensor input(String input, Kind kind, Shape shape) {
    claim(input);
    inputs.add(new GraphPort(input, lowering.type(kind), shape));
    return register(new OnnxTensor(this, input, shape, kind));
  }

  /**
   * Names an output.
   *
   * @param output unique name
   */
  @Override
  public void output(String output, Tensor value) {
    claim(output);
    OnnxTensor own = own(value);
    outputs.add(
        new Output(own.computed(), new GraphPort(output, lowering.type(own.kind()), own.shape())));
  }

  private void claim(String port) {
    boolean taken =
        inputs.stream().anyMatch(input -> input.name().equals(port))
            || outputs.stream().anyMatch(output -> output.port().name().equals(port));
    if (port.isBlank() || taken) {
      throw new IllegalArgumentException(
          "graph " + name + ": a port needs a name of its own, not '" + port + "'");
    }
  }

  /** Adds an entry to the metadata that the file carries. */
  public OnnxGraph metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  @Override
  public Tensor parameter(String parameter, Shape shape, Role role) {
    initializers.parameter(parameter, shape, role);
    return new OnnxTensor(this, parameter, shape, Kind.REAL);
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    return new OnnxTensor(this, initializers.floats(values, shape), shape, Kind.REAL);
  }

  @Override
  public Tensor indices(long[] values, Shape shape) {
    return new OnnxTensor(this, initializers.longs(values, shape), shape, Kind.INDEX);
  }

  /** Returns the parameters that networks asked for, by name, in the order in which they asked. */
  public Map<String, Shape> parameters() {
    return Collections.unmodifiableMap(initializers.parameters());
  }

  /**
   * Returns what the networks use the parameters for, by name, in the order in which they asked.
   */
  public Map<String, Role> roles() {
    return Collections.unmodifiableMap(initializers.roles());
  }

  /** Returns the number of elements of all parameters. */
  public long parameterCount() {
    return parameters().values().stream().mapToLong(shape -> shape.elements().size()).sum();
  }

  /** Returns the names of the inputs, in the order in which they were declared. */
  public List<String> inputs() {
    return inputs.stream().map(GraphPort::name).toList();
  }

  /**
   * Returns the kinds of operators that the outputs need, by their names in the ONNX operator set
   * or, of ONNX Runtime's own, with {@code com.microsoft.} in front.
   */
  public Set<String> operators() {
    return file().operators();
  }

  /**
   * Returns the graph as an ONNX model, small as long as the weights are in files.
   *
   * @throws ModelException if the graph has no weights, or is larger than the 2 GiB of its format
   */
  public byte[] toBytes() {
    return file().toBytes();
  }

  /**
   * Returns the folder that the weights' file names are relative to; null if no weight is in a
   * file.
   *
   * @throws ModelException if the weights' files are in different folders
   */
  public @Nullable Path weightsFolder() {
    return file().weightFiles().stream().findFirst().map(Path::getParent).orElse(null);
  }

  /**
   * Writes the graph as an {@code .onnx} file beside the files of the weights, or copies of them
   * with the same names, replacing one that is there. The file appears complete or not at all.
   *
   * @throws ModelException if the weights are not beside it, or it cannot be written
   */
  public void write(Path onnxFile) {
    Path target = onnxFile.toAbsolutePath();
    Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
    OnnxFile file = file();
    file.checkBeside(folder);
    try {
      AtomicFile.of(target).write(file.toBytes());
    } catch (IOException e) {
      throw new ModelException("The graph " + name + " cannot be written to " + target, e);
    }
  }

  private OnnxFile file() {
    return new OnnxFile(name, inputs, outputs, nodes, initializers.all(), metadata);
  }

  // For tensors and lowerings

  Lowering lowering() {
    return lowering;
  }

  Initializers initializers() {
    return initializers;
  }

  Extents extents() {
    return extents;
  }

  /** Returns the tensor as one of this graph. */
  OnnxTensor own(Tensor tensor) {
    if (tensor instanceof OnnxTensor onnx && onnx.graph() == this) {
      return onnx;
    }
    throw new ShapeException("graph " + name + ": an operand comes from elsewhere");
  }

  /** Returns the value of an operator on values, computed once however often it is asked for. */
  OnnxTensor node(
      String operator, Shape shape, Kind kind, List<String> operands, Attribute... with) {
    Operation operation = new Operation(operator, List.copyOf(operands), List.of(with));
    OnnxTensor known = results.get(operation);
    if (known != null) {
      return known;
    }
    String output = operator + "." + nodes.size();
    nodes.add(new Node(operator, operation.inputs, operation.attributes, output));
    OnnxTensor result = register(new OnnxTensor(this, output, shape, kind));
    results.put(operation, result);
    return result;
  }

  private OnnxTensor register(OnnxTensor tensor) {
    extents.register(tensor);
    return tensor;
  }
}
