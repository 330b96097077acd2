package ai.vugen.session;

import ai.vugen.error.ClosedException;
import ai.vugen.graph.Network;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.runtime.PackedGraph;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The sessions of a model, each opened when it is first needed. Thread-safe. */
public final class Sessions implements AutoCloseable {
  private final LoadedModel model;
  private final NetworkWeights weights;
  private final Map<String, CompletableFuture<Session>> opened = new HashMap<>();
  private boolean closed;

  public Sessions(LoadedModel model, NetworkWeights weights) {
    this.model = model;
    this.weights = weights;
  }

  /**
   * Returns the session of a network, by its name; whoever asks first opens it, others wait for
   * that.
   *
   * @throws ai.vugen.error.ModelException if its graph cannot be loaded
   * @throws ClosedException after {@link #close}
   */
  public Session get(String network) {
    CompletableFuture<Session> mine = new CompletableFuture<>();
    CompletableFuture<Session> first;
    synchronized (this) {
      if (closed) {
        throw new ClosedException("The model has been closed; build a new VuGen to use it again.");
      }
      first = opened.putIfAbsent(network, mine);
    }
    return first == null ? open(network, mine) : wait(first);
  }

  /** Begins to open sessions on threads of their own, so that they are ready when needed. */
  public void warmUp(Collection<String> networks) {
    for (String network : networks) {
      synchronized (this) {
        if (closed || opened.containsKey(network)) {
          continue;
        }
      }
      Thread opener = new Thread(() -> openAhead(network), "vugen-open-" + network);
      opener.setDaemon(true);
      opener.start();
    }
  }

  private void openAhead(String network) {
    try {
      get(network);
    } catch (RuntimeException e) {
      // the one who needs the session meets the same fault and reports it
    }
  }

  private Session open(String network, CompletableFuture<Session> mine) {
    try {
      Session session = open(network);
      mine.complete(session);
      return session;
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        opened.remove(network);
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private Session open(String name) {
    Network network = model.config().network(name);
    OnnxGraph graph =
        ModelGraphs.of(network, model.config(), weights.placement(), weights.of(network));
    SessionOptions options =
        SessionOptions.named(name)
            .withDevice(weights.placement().device())
            .withWeights(graph.weightsFolder());
    if (!weights.areQuantized()) {
      return Session.open(graph.toBytes(), options);
    }
    Path kept = PackedGraph.defaultFolder();
    return PackedGraph.open(graph.toBytes(), weights.sha256(), options, kept);
  }

  private static Session wait(CompletableFuture<Session> session) {
    try {
      return session.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw e;
    }
  }

  /** Closes every session, after those that are being opened. */
  @Override
  public void close() {
    Map<String, CompletableFuture<Session>> all;
    synchronized (this) {
      closed = true;
      all = new HashMap<>(opened);
    }
    all.values().forEach(Sessions::close);
  }

  private static void close(CompletableFuture<Session> session) {
    try {
      session.join().close();
    } catch (CompletionException e) {
      // it was never opened, and whoever asked for it knows
    }
  }
}
