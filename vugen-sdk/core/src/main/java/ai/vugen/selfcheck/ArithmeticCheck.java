package ai.vugen.selfcheck;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.device.Placement;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.Engine;
import ai.vugen.runtime.HostPlatform;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether ONNX Runtime computes right on this processor: each kind of operator of the networks, in
 * both precisions and at odd sizes, against results that were computed in double precision and are
 * stored in the jar. It takes about a second; a server may run it before the first request.
 */
public final class ArithmeticCheck {
  /** What is stored: inputs, weights and outputs of all cases. */
  static final String STORED = "cases.safetensors";

  private final GraphRunner runner;
  private final Map<String, TensorEntry> stored;
  private final Set<String> operators = new TreeSet<>();
  private final List<WrongOperator> wrong = new ArrayList<>();

  private ArithmeticCheck(GraphRunner runner) {
    this.runner = runner;
    this.stored = stored();
  }

  /**
   * Checks ONNX Runtime, with the threads of all sessions.
   *
   * @throws ai.vugen.error.RuntimeFailureException if it cannot be started
   */
  public static ArithmeticReport run() {
    Engine engine = Engine.get();
    return run(ArithmeticCheck::onSession, "ONNX Runtime " + engine.version());
  }

  /**
   * Checks whatever computes graphs.
   *
   * @param library its name and version
   */
  public static ArithmeticReport run(GraphRunner runner, String library) {
    ArithmeticCheck check = new ArithmeticCheck(runner);
    graphs().forEach(check::check);
    return new ArithmeticReport(
        check.operators.size(), check.wrong, HostPlatform.processor(), library);
  }

  /** Returns the tensors that are stored in the jar, by name. */
  static Map<String, TensorEntry> stored() {
    try (InputStream in = ArithmeticCheck.class.getResourceAsStream(STORED)) {
      return SafetensorsFile.entries(STORED, Objects.requireNonNull(in, STORED).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the cases by graph: one for each kind of operator in each precision. */
  static List<List<ArithmeticCase>> graphs() {
    Map<List<Object>, List<ArithmeticCase>> graphs = new LinkedHashMap<>();
    for (ArithmeticCase each : ArithmeticCases.all()) {
      List<Object> kind = List.of(each.operator(), each.precision());
      graphs.computeIfAbsent(kind, unused -> new ArrayList<>()).add(each);
    }
    return List.copyOf(graphs.values());
  }

  /** Returns the graph of some cases with the stored weights. */
  static OnnxGraph graph(List<ArithmeticCase> cases, Map<String, TensorEntry> stored) {
    OnnxGraph graph =
        new OnnxGraph(cases.get(0).operator(), Lowering.of(Placement.CPU_FLOAT32), stored::get);
    cases.forEach(each -> each.define(graph));
    return graph;
  }

  private void check(List<ArithmeticCase> cases) {
    OnnxGraph graph = graph(cases, stored);
    operators.addAll(graph.operators());
    try {
      Map<String, TensorEntry> inputs = new LinkedHashMap<>();
      graph.inputs().forEach(name -> inputs.put(name, tensor(name)));
      Map<String, float[]> actual = runner.run(graph, inputs);
      cases.forEach(each -> compare(each, actual.getOrDefault(each.output(), new float[0])));
    } catch (RuntimeException e) {
      wrong.add(new WrongOperator.Failed(cases.get(0), e.toString()));
    }
  }

  private void compare(ArithmeticCase checked, float[] actual) {
    double error = relativeError(actual, tensor(checked.output()).floats());
    if (!(error <= checked.tolerance())) {
      wrong.add(new WrongOperator.Inexact(checked, error));
    }
  }

  private TensorEntry tensor(String name) {
    return Objects.requireNonNull(stored.get(name), name);
  }

  /**
   * Returns the largest difference, relative to the largest number; infinite if any is not a
   * number.
   */
  private static double relativeError(float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!Float.isFinite(actual[i])) {
        return Double.POSITIVE_INFINITY;
      }
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
    }
    return difference / largest;
  }

  /** Runs a graph on ONNX Runtime. */
  static Map<String, float[]> onSession(OnnxGraph graph, Map<String, TensorEntry> inputs) {
    List<NativeBuffer> buffers = new ArrayList<>();
    try (Session session = Session.open(graph.toBytes(), SessionOptions.named("self-check"))) {
      Map<String, NativeTensor> tensors = new LinkedHashMap<>();
      inputs.forEach((name, entry) -> tensors.put(name, tensor(entry, buffers)));
      Set<String> names =
          session.outputs().stream().map(SessionPort::name).collect(Collectors.toSet());
      Outputs outputs =
          session.run(
              tensors, Map.of(), names, RunControl.shared()); // an interrupt is no wrong result
      return names.stream()
          .collect(Collectors.toMap(Function.identity(), name -> outputs.get(name).floats()));
    } finally {
      buffers.forEach(NativeBuffer::close);
    }
  }

  private static NativeTensor tensor(TensorEntry entry, List<NativeBuffer> buffers) {
    boolean real = entry.dataType() != DataType.I64;
    NativeBuffer buffer =
        NativeBuffer.allocate(
            real ? ElementType.F32 : ElementType.I64, Math.toIntExact(entry.elements()));
    buffers.add(buffer);
    NativeTensor tensor = buffer.tensor(entry.shape());
    return real ? tensor.put(entry.floats()) : tensor.put(entry.longs());
  }
}
