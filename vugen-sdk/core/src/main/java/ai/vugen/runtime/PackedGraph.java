package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.VuGenException;
import ai.vugen.file.CacheFolder;
import ai.vugen.file.KeptFolder;
import ai.vugen.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph as the runtime rewrites it for this processor, with weights in the order in which its
 * kernels read them, in files that are made once and mapped from then on.
 *
 * <p>It opens in less than half the time, and its weights are pages of a file, which sessions and
 * processes share and the system may drop. The files are good for one version of the runtime and
 * one set of instructions of the processor; both are part of what the folder's name is a hash of.
 */
public final class PackedGraph {
  private static final Logger LOG = LoggerFactory.getLogger(PackedGraph.class);
  private static final String GRAPH = "graph.onnx";
  private static final String WEIGHTS = "weights.bin";

  /** Smaller tensors are part of the graph. */
  private static final String SMALLEST_WEIGHT_BYTES = "1024";

  private final byte[] graph;
  private final SessionOptions options;
  private final Path packed;

  private PackedGraph(byte[] graph, SessionOptions options, Path folder, String key) {
    this.graph = graph;
    this.options = options;
    this.packed = folder.resolve(options.name() + "-" + key.substring(0, 16));
  }

  /** Returns the folder within the cache folder where packed graphs are kept. */
  public static Path defaultFolder() {
    return CacheFolder.root().resolve("packed");
  }

  /**
   * Opens a graph, after packing it if that has not been done or its files are damaged. Where that
   * cannot be done, the graph is opened as {@link Session#open} does, with a warning in the log;
   * without one where the system does not tell the processor's instructions. Safe whatever number
   * of threads and processes ask at once.
   *
   * @param weights names the content of the weights that the graph refers to, such as their hash
   * @param folder where packed graphs are kept; created if need be
   * @throws VuGenException as {@link Session#open} does
   */
  public static Session open(byte[] graph, String weights, SessionOptions options, Path folder) {
    return open(graph, weights, options, folder, HostPlatform.instructions());
  }

  /**
   * Opens a graph, packed for a processor with certain instructions; not packed if they are null.
   */
  static Session open(
      byte[] graph,
      String weights,
      SessionOptions options,
      Path folder,
      @Nullable String instructions) {
    if (instructions == null) {
      return Session.open(graph, options);
    }
    String runtime = Engine.get().version() + " " + HostPlatform.name();
    String key = Sha256.of(String.join("\n", Sha256.of(graph), weights, runtime, instructions));
    return new PackedGraph(graph, options, folder, key).open();
  }

  private Session open() {
    try {
      KeptFolder.keep(packed, this::make);
      byte[] rewritten = Files.readAllBytes(packed.resolve(GRAPH));
      return Session.open(
          rewritten, options.withWeights(packed).withOptimization(GraphOptimization.NONE));
    } catch (IOException | VuGenException e) {
      LOG.warn(
          "Session '{}' is opened without packed weights, which takes longer, because they cannot"
              + " be kept in {}: {}",
          options.name(),
          packed,
          e.toString());
      return Session.open(graph, options);
    }
  }

  private void make(Path part) throws IOException {
    long begin = System.nanoTime();
    Engine engine = Engine.get();
    try (OrtSession.SessionOptions ort = new OrtSession.SessionOptions()) {
      options.applyTo(ort, engine);
      ort.setOptimizedModelFilePath(part.resolve(GRAPH).toString());
      String files = "session.optimized_model_external_initializers_";
      ort.addConfigEntry(files + "file_name", WEIGHTS);
      ort.addConfigEntry(files + "min_size_in_bytes", SMALLEST_WEIGHT_BYTES);
      ort.addConfigEntry("session.save_external_prepacked_constant_initializers", "1");
      engine.environment().createSession(graph, ort).close();
    } catch (OrtException e) {
      throw OrtErrors.opening(options.name(), e);
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    LOG.info("Packed the graph '{}' into {} in {} ms", options.name(), packed, millis);
  }
}
