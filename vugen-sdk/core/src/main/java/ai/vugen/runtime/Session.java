package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX graph that is ready to run.
 *
 * <p>It may be run by several threads at once. {@link #close} stops the runs under way, which then
 * throw {@link ClosedException}, waits until they have left native code and frees the session;
 * every later call throws {@link ClosedException}. A session that is forgotten instead is freed
 * when it is garbage-collected, with a warning in the log.
 */
public final class Session implements AutoCloseable {
  private final String name;
  private final OpenSession open;
  private final LeakWatch.Watched watched;
  private final Map<String, SessionPort> inputs;
  private final Map<String, SessionPort> outputs;

  private Session(String name, OpenSession open) {
    this.name = name;
    this.open = open;
    this.inputs = byName(open.inputs());
    this.outputs = byName(open.outputs());
    this.watched = LeakWatch.SESSIONS.watch(this, name, open::free);
  }

  /**
   * Opens a graph.
   *
   * @param graph the bytes of an ONNX model; large tensors are better kept as external data, which
   *     is mapped from {@link SessionOptions#weights} and not copied here
   * @throws ai.vugen.error.ModelException if the graph or its external data is missing, damaged or
   *     contradictory
   * @throws ai.vugen.error.RuntimeFailureException if the runtime cannot be started or has no
   *     kernel for an operator
   */
  public static Session open(byte[] graph, SessionOptions options) {
    OpenSession open = OpenSession.of(graph, options);
    try {
      return new Session(options.name(), open);
    } catch (RuntimeException e) {
      open.free();
      throw e;
    }
  }

  /** Returns the name given in the options. */
  public String name() {
    return name;
  }

  /** Returns the inputs in the graph's order. */
  public List<SessionPort> inputs() {
    return List.copyOf(inputs.values());
  }

  /** Returns the outputs in the graph's order. */
  public List<SessionPort> outputs() {
    return List.copyOf(outputs.values());
  }

  /**
   * Runs the graph and writes the named outputs in place.
   *
   * @param given a tensor for every input
   * @param into where outputs go, with exactly the shape that the run gives them; outputs that are
   *     not named are not returned
   * @throws InvalidRequestException if a name, element type or shape is wrong, or an input is
   *     missing; nothing was run
   * @throws ai.vugen.error.CancelledException if the control was cancelled
   * @throws ai.vugen.error.DeadlineExceededException if its deadline passed
   * @throws ClosedException if the session or a buffer is or becomes closed
   * @throws ai.vugen.error.RuntimeFailureException if the runtime fails, for instance out of memory
   */
  public void run(
      Map<String, NativeTensor> given, Map<String, NativeTensor> into, RunControl control) {
    run(given, into, Set.of(), control);
  }

  /**
   * Runs the graph, writes some outputs in place and returns copies of others, whose shape need not
   * be known; see {@link #run(Map, Map, RunControl)}.
   *
   * @param fetched the names of the outputs to return; none of them may be in {@code into}
   */
  public Outputs run(
      Map<String, NativeTensor> given,
      Map<String, NativeTensor> into,
      Set<String> fetched,
      RunControl control) {
    check(given, into, fetched);
    control.check();
    ActiveRun run = open.begin();
    try (RunControl.Watch watch = control.onStop(run::terminate);
        Binding from = Binding.of(given);
        Binding to = Binding.of(into);
        OrtSession.Result result =
            open.ort().run(from.tensors(), fetched, to.tensors(), run.options())) {
      return Outputs.copyOf(result, fetched);
    } catch (OrtException e) {
      open.explain(e);
      control.check(e);
      throw OrtErrors.running(name, e);
    } finally {
      open.end(run);
      Reference.reachabilityFence(this);
    }
  }

  private void check(
      Map<String, NativeTensor> given, Map<String, NativeTensor> into, Set<String> fetched) {
    if (into.isEmpty() && fetched.isEmpty()) {
      throw new InvalidRequestException(
          "Session '%s' was asked for no output; it has %s.".formatted(name, outputs.values()));
    }
    for (String input : inputs.keySet()) {
      if (!given.containsKey(input)) {
        throw new InvalidRequestException(
            "Session '%s' misses its input '%s'; it takes %s."
                .formatted(name, input, inputs.values()));
      }
    }
    Map<String, Long> bound = new HashMap<>();
    given.forEach((input, tensor) -> port(inputs, input, "input").check(tensor, bound));
    into.forEach((output, tensor) -> port(outputs, output, "output").check(tensor, bound));
    for (String output : fetched) {
      port(outputs, output, "output");
      if (into.containsKey(output)) {
        throw new InvalidRequestException(
            "The output '%s' of session '%s' was asked for both in place and as a copy."
                .formatted(output, name));
      }
    }
  }

  private SessionPort port(Map<String, SessionPort> ports, String wanted, String kind) {
    SessionPort port = ports.get(wanted);
    if (port == null) {
      throw new InvalidRequestException(
          "Session '%s' has no %s '%s'; it has %s.".formatted(name, kind, wanted, ports.values()));
    }
    return port;
  }

  private static Map<String, SessionPort> byName(List<SessionPort> ports) {
    Map<String, SessionPort> named = new LinkedHashMap<>();
    ports.forEach(port -> named.put(port.name(), port));
    return named;
  }

  /**
   * Ends the trace asked for by {@link SessionOptions#profile} and returns its file.
   *
   * @throws InvalidRequestException if none was asked for
   */
  public Path stopProfiling() {
    return open.stopProfiling();
  }

  /** Stops the runs under way, waits for them and frees the session; may be called again. */
  @Override
  public void close() {
    if (open.shut()) {
      watched.release();
    }
  }

  @Override
  public String toString() {
    return "Session[%s: %s -> %s]".formatted(name, inputs.values(), outputs.values());
  }
}
