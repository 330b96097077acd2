package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.RuntimeFailureException;
import java.nio.file.Path;
import java.util.List;

/** What a {@link Session} holds natively, and the runs that are inside it. */
final class OpenSession {
  private final SessionOptions options;
  private final OrtSession.SessionOptions ortOptions;
  private final OrtSession ort;
  private final Gate<ActiveRun> gate = new Gate<>();
  private boolean profiling;

  private OpenSession(
      SessionOptions options, OrtSession.SessionOptions ortOptions, OrtSession ort) {
    this.options = options;
    this.ortOptions = ortOptions;
    this.ort = ort;
    this.profiling = options.profile() != null;
  }

  static OpenSession of(byte[] graph, SessionOptions options) {
    Engine engine = Engine.get();
    OrtSession.SessionOptions ortOptions = new OrtSession.SessionOptions();
    try {
      options.applyTo(ortOptions, engine);
      OrtSession ort = engine.environment().createSession(graph, ortOptions);
      return new OpenSession(options, ortOptions, ort);
    } catch (OrtException e) {
      ortOptions.close();
      throw OrtErrors.opening(options.name(), e);
    } catch (RuntimeException e) {
      ortOptions.close();
      throw e;
    }
  }

  OrtSession ort() {
    return ort;
  }

  List<SessionPort> inputs() {
    try {
      return SessionPort.of(ort.getInputInfo().values());
    } catch (OrtException e) {
      throw OrtErrors.opening(options.name(), e);
    }
  }

  List<SessionPort> outputs() {
    try {
      return SessionPort.of(ort.getOutputInfo().values());
    } catch (OrtException e) {
      throw OrtErrors.opening(options.name(), e);
    }
  }

  /** Lets a run in. */
  ActiveRun begin() {
    ActiveRun run = new ActiveRun();
    if (!gate.enter(run)) {
      run.end();
      throw new ClosedException("Session '%s' has been closed.".formatted(options.name()));
    }
    return run;
  }

  void end(ActiveRun run) {
    run.end();
    gate.leave(run);
  }

  /** Explains a failed run by the closing of the session, if that is what stopped it. */
  void explain(Throwable failure) {
    if (gate.isShut()) {
      throw new ClosedException(
          "Session '%s' was closed during this run.".formatted(options.name()), failure);
    }
  }

  Path stopProfiling() {
    ActiveRun inside = begin(); // so that the session is not freed meanwhile
    try {
      return endProfile();
    } finally {
      end(inside);
    }
  }

  private synchronized Path endProfile() {
    if (!profiling) {
      throw new InvalidRequestException(
          "Session '%s' records no profile; open it with one.".formatted(options.name()));
    }
    profiling = false;
    try {
      return Path.of(ort.endProfiling());
    } catch (OrtException e) {
      throw OrtErrors.running(options.name(), e);
    }
  }

  /** Stops what is running and waits for it; returns false when that was done before. */
  boolean shut() {
    return gate.shut(ActiveRun::terminate, run -> true);
  }

  /** Frees the session; nothing may be inside. */
  void free() {
    shut();
    try {
      ort.close();
    } catch (OrtException e) {
      throw new RuntimeFailureException(
          "Session '%s' could not be freed: %s".formatted(options.name(), OrtErrors.message(e)), e);
    } finally {
      ortOptions.close();
    }
  }
}
