package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.RuntimeFailureException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a {@link Session} holds natively, and the runs that are inside it. */
final class OpenSession {
  private final SessionOptions options;
  private final OrtSession.SessionOptions ortOptions;
  private final OrtSession ort;
  private final Set<ActiveRun> active = new HashSet<>();
  private boolean closed;
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
  synchronized ActiveRun begin() {
    check();
    ActiveRun run = new ActiveRun();
    active.add(run);
    return run;
  }

  synchronized void end(ActiveRun run) {
    active.remove(run);
    run.end();
    notifyAll();
  }

  private void check() {
    if (closed) {
      throw new ClosedException("Session '%s' has been closed.".formatted(options.name()));
    }
  }

  /** Explains a failed run by the closing of the session, if that is what stopped it. */
  synchronized void explain(Throwable failure) {
    if (closed) {
      throw new ClosedException(
          "Session '%s' was closed during this run.".formatted(options.name()), failure);
    }
  }

  synchronized Path stopProfiling() {
    check();
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
  synchronized boolean shut() {
    if (closed) {
      return false;
    }
    closed = true;
    active.forEach(ActiveRun::terminate);
    boolean interrupted = false;
    while (!active.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /** Frees the session; nothing may be inside. */
  synchronized void free() {
    closed = true;
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
