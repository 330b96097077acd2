package ai.vugen.training.bench;

import ai.vugen.device.Precision;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.onnx.ParameterStore;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.Outputs;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import ai.vugen.session.ModelGraphs;
import ai.vugen.session.NetworkWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network on ONNX Runtime, as the SDK runs it. */
final class SessionSide implements Side {
  private static final Logger LOG = LoggerFactory.getLogger(SessionSide.class);

  private final Precision precision;
  private final Session session;
  private final List<NativeBuffer> buffers = new ArrayList<>();
  private final Map<String, NativeTensor> given = new HashMap<>();
  private final Set<String> outputs;

  /** Opens the session of a network and puts inputs, which must all exist, in place. */
  SessionSide(NetworkCase network, BenchModel model, Precision precision, MadeInputs inputs) {
    this(network, model, precision, inputs, UnaryOperator.identity());
  }

  /** Returns a session that records a trace, for {@link #profile}. */
  static SessionSide profiled(
      NetworkCase network, BenchModel model, Precision precision, MadeInputs inputs) {
    Path trace = Path.of(System.getProperty("java.io.tmpdir"), "vugen-trace-" + UUID.randomUUID());
    return new SessionSide(
        network, model, precision, inputs, options -> options.withProfile(trace));
  }

  private SessionSide(
      NetworkCase network,
      BenchModel model,
      Precision precision,
      MadeInputs inputs,
      UnaryOperator<SessionOptions> more) {
    this.precision = precision;
    NetworkWeights all = model.weights(precision);
    ParameterStore store = all.of(network.network());
    OnnxGraph graph =
        ModelGraphs.of(network.network(), model.loaded().config(), all.placement(), store);
    SessionOptions options =
        more.apply(
            SessionOptions.named(network.network().name()).withDevice(all.placement().device()));
    Path weights = graph.weightsFolder();
    session =
        Session.open(graph.toBytes(), weights == null ? options : options.withWeights(weights));
    outputs = session.outputs().stream().map(SessionPort::name).collect(Collectors.toSet());
    inputs
        .reals()
        .forEach(
            (name, reals) ->
                given.put(
                    name,
                    allocate(ElementType.F32, reals.values().length)
                        .tensor(reals.shape().sizes())
                        .put(reals.values())));
    inputs
        .indices()
        .forEach(
            (name, shape) -> {
              long[] zeros = new long[Math.toIntExact(shape.elements().size())];
              given.put(
                  name, allocate(ElementType.I64, zeros.length).tensor(shape.sizes()).put(zeros));
            });
  }

  private NativeBuffer allocate(ElementType type, long count) {
    NativeBuffer buffer = NativeBuffer.allocate(type, count);
    buffers.add(buffer);
    return buffer;
  }

  @Override
  public String title() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void run() {
    fetch();
  }

  /** Returns where the time of the runs so far went; of a session that records a trace, once. */
  OperatorProfile profile() {
    Path trace = session.stopProfiling();
    try {
      return OperatorProfile.read(trace);
    } finally {
      try {
        Files.deleteIfExists(trace);
      } catch (IOException e) {
        LOG.warn("{} remains: {}", trace, e.getMessage());
      }
    }
  }

  private Outputs fetch() {
    return session.run(given, Map.of(), outputs, RunControl.unlimited());
  }

  @Override
  public Map<String, float[]> results() {
    Outputs fetched = fetch();
    Map<String, float[]> results = new LinkedHashMap<>();
    outputs.forEach(name -> results.put(name, fetched.get(name).floats()));
    return results;
  }

  @Override
  public void close() {
    session.close();
    buffers.forEach(NativeBuffer::close);
  }
}
