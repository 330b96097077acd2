package ai.vugen.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.RuntimeFailureException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime in this process: started once, by the first session, and shared by all of them.
 *
 * <p>Starting switches the runtime's telemetry off before its native library is loaded, and keeps
 * that library unpacked in the cache folder.
 */
public final class Engine {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private static ThreadPool wanted = ThreadPool.ofAllProcessors();
  private static @Nullable Engine started;

  private final OrtEnvironment environment;
  private final ThreadPool threads;
  private final @Nullable Path libraries;
  private final boolean ours;

  private Engine(
      OrtEnvironment environment, ThreadPool threads, @Nullable Path libraries, boolean ours) {
    this.environment = environment;
    this.threads = threads;
    this.libraries = libraries;
    this.ours = ours;
  }

  /**
   * Chooses the threads for all sessions; to be called before the first session is opened.
   *
   * @throws InvalidRequestException if the engine runs already with other threads
   */
  public static synchronized void configure(ThreadPool threads) {
    if (started != null && !started.threads.equals(threads)) {
      throw new InvalidRequestException(
          "The engine runs with %s already; choose %s before the first session is opened."
              .formatted(started.threads, threads));
    }
    wanted = threads;
  }

  /** Returns the threads that the engine has or would be started with. */
  static synchronized ThreadPool configured() {
    return wanted;
  }

  /**
   * Returns the engine, which is started by the first call.
   *
   * @throws RuntimeFailureException if ONNX Runtime cannot be loaded on this machine
   */
  public static synchronized Engine get() {
    Engine engine = started;
    if (engine == null) {
      engine = start(wanted);
      started = engine;
    }
    return engine;
  }

  private static Engine start(ThreadPool threads) {
    Telemetry.switchOff();
    try {
      Path libraries = NativeLibraries.load();
      try (OrtEnvironment.ThreadingOptions pool = new OrtEnvironment.ThreadingOptions()) {
        pool.setGlobalIntraOpNumThreads(threads.threads());
        pool.setGlobalInterOpNumThreads(1);
        pool.setGlobalSpinControl(threads.idle() == ThreadPool.Idle.SPIN);
        Engine engine = create(threads, pool, libraries);
        engine.environment.setTelemetry(false);
        ExitGuard.retain();
        return engine;
      }
    } catch (OrtException e) {
      throw new RuntimeFailureException(
          "ONNX Runtime could not be started: " + OrtErrors.message(e), e);
    } catch (LinkageError | RuntimeException e) {
      throw new RuntimeFailureException(
          "ONNX Runtime %s could not be loaded on %s. %s"
              .formatted(
                  UnpackedLibraries.version(), HostPlatform.name(), HostPlatform.loadingHint()),
          e);
    }
  }

  private static Engine create(
      ThreadPool threads, OrtEnvironment.ThreadingOptions pool, @Nullable Path libraries)
      throws OrtException {
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "vugen", pool);
      return new Engine(environment, threads, libraries, true);
    } catch (IllegalStateException e) {
      if (e.getCause() != null) {
        throw e;
      }
      log.info(
          "ONNX Runtime had been started by other code of this application; sessions get {} threads"
              + " each instead of sharing one pool.",
          threads.threads());
      return new Engine(OrtEnvironment.getEnvironment(), threads, libraries, false);
    }
  }

  /** Lets a session compute with the shared threads, or with as many of its own. */
  void applyThreads(OrtSession.SessionOptions options) throws OrtException {
    if (ours) {
      options.disablePerSessionThreads();
    } else {
      options.setIntraOpNumThreads(threads.threads());
      options.setInterOpNumThreads(1);
      options.addConfigEntry(
          "session.intra_op.allow_spinning", threads.idle() == ThreadPool.Idle.SPIN ? "1" : "0");
    }
    options.addConfigEntry("session.force_spinning_stop", "1"); // between runs
  }

  OrtEnvironment environment() {
    return environment;
  }

  /** Returns the threads that sessions compute with. */
  public ThreadPool threads() {
    return threads;
  }

  /** Returns the version of ONNX Runtime, such as {@code 1.29.0}. */
  public String version() {
    return environment.getVersion();
  }

  /** Returns the names of the execution providers in ONNX Runtime's build. */
  public List<String> providers() {
    return OrtEnvironment.getAvailableProviders().stream().map(OrtProvider::getName).toList();
  }

  /** Returns where the native libraries were loaded from; null when ONNX Runtime found them. */
  public @Nullable Path libraries() {
    return libraries;
  }

  /** Returns whether ONNX Runtime reports its use to its maker. */
  public Telemetry telemetry() {
    return ours || Telemetry.isOffForAll() ? Telemetry.OFF : Telemetry.STARTED_BY_OTHERS;
  }

  /** Returns how many sessions of this process are open. */
  public static int liveSessions() {
    return LeakWatch.SESSIONS.live();
  }

  /** Returns how many native buffers of this process are open. */
  public static int liveBuffers() {
    return LeakWatch.BUFFERS.live();
  }
}
