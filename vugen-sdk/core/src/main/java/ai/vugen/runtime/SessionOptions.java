package ai.vugen.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.vugen.device.Device;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a session is opened.
 *
 * @param name what the session is called in messages
 * @param weights the folder that the graph's external data is relative to; null when it has none
 * @param device where it computes
 * @param prepacking whether it keeps a rearranged copy of its weights
 * @param optimization how far its graph is rewritten
 * @param dimensions symbolic dimensions that are fixed now, by name
 * @param profile where {@link Session#stopProfiling} writes a trace of every node, as the beginning
 *     of a file name; null for none
 */
public record SessionOptions(
    String name,
    @Nullable Path weights,
    Device device,
    Prepacking prepacking,
    GraphOptimization optimization,
    Map<String, Long> dimensions,
    @Nullable Path profile) {

  public SessionOptions {
    dimensions = Map.copyOf(dimensions);
    dimensions.forEach(
        (dimension, size) -> {
          if (size < 0) {
            throw new InvalidRequestException(
                "The dimension '%s' cannot be fixed to %d.".formatted(dimension, size));
          }
        });
  }

  /** Returns the defaults: on the processor, prepacked, fully optimized, no external data. */
  public static SessionOptions named(String name) {
    return new SessionOptions(
        name, null, Device.cpu(), Prepacking.PER_SESSION, GraphOptimization.ALL, Map.of(), null);
  }

  /**
   * Returns a copy that finds external data in a folder.
   *
   * @param folder as {@code OnnxGraph.weightsFolder} gives it: null for a graph that has all its
   *     weights within
   */
  public SessionOptions withWeights(@Nullable Path folder) {
    return new SessionOptions(name, folder, device, prepacking, optimization, dimensions, profile);
  }

  /** Returns a copy that computes elsewhere. */
  public SessionOptions withDevice(Device other) {
    return new SessionOptions(name, weights, other, prepacking, optimization, dimensions, profile);
  }

  /** Returns a copy with another treatment of weights. */
  public SessionOptions withPrepacking(Prepacking other) {
    return new SessionOptions(name, weights, device, other, optimization, dimensions, profile);
  }

  /** Returns a copy with another limit on graph rewriting. */
  public SessionOptions withOptimization(GraphOptimization other) {
    return new SessionOptions(name, weights, device, prepacking, other, dimensions, profile);
  }

  /** Returns a copy in which a symbolic dimension is fixed, which lets memory be planned ahead. */
  public SessionOptions withDimension(String dimension, long size) {
    Map<String, Long> all = new TreeMap<>(dimensions);
    all.put(dimension, size);
    return new SessionOptions(name, weights, device, prepacking, optimization, all, profile);
  }

  /** Returns a copy that records a trace, see {@link Session#stopProfiling}. */
  public SessionOptions withProfile(Path file) {
    return new SessionOptions(name, weights, device, prepacking, optimization, dimensions, file);
  }

  /** Adds what computes to the runtime's options. */
  private interface Provider {
    void addTo(OrtSession.SessionOptions ort) throws OrtException;
  }

  private static Provider provider(Device device) {
    return device.match(cpu -> ort -> ort.addCPU(true)); // with an arena, as by default
  }

  /** Writes these options into the runtime's form. */
  void applyTo(OrtSession.SessionOptions ort, Engine engine) throws OrtException {
    ort.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    ort.setLoggerId(name);
    ort.setOptimizationLevel(optimization.level());
    engine.applyThreads(ort);
    provider(device).addTo(ort);
    if (prepacking == Prepacking.OFF) {
      ort.addConfigEntry("session.disable_prepacking", "1");
    }
    for (Map.Entry<String, Long> dimension : dimensions.entrySet()) {
      ort.setSymbolicDimensionValue(dimension.getKey(), dimension.getValue());
    }
    if (weights != null) {
      if (!Files.isDirectory(weights)) {
        throw new ModelNotFoundException(
            "Session '%s' looks for its weights in %s, which is not a folder."
                .formatted(name, weights));
      }
      ort.addConfigEntry(
          "session.model_external_initializers_file_folder_path",
          weights.toAbsolutePath().toString());
    }
    if (profile != null) {
      ort.enableProfiling(profile.toAbsolutePath().toString());
    }
  }
}
