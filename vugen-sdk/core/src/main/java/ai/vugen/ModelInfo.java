package ai.vugen;

import ai.vugen.graph.LatentShape;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.quantization.Precision;
import ai.vugen.runtime.Engine;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is.
 *
 * @param model its identity
 * @param folder where it is
 * @param parameters numbers of the weights of each network, by its name; weights that two networks
 *     share count for the first
 * @param decoders what it can decode with; empty if it cannot draw
 * @param visionSize side of the tiles that it sees, in pixels
 * @param contextTokens most tokens of a conversation
 * @param precision how exactly it computes
 * @param drawing what it draws; empty if it cannot
 * @param sdkVersion version of the SDK
 * @param runtimeVersion version of ONNX Runtime
 */
public record ModelInfo(
    ModelIdentity model,
    Path folder,
    Map<String, Long> parameters,
    Set<Decoder> decoders,
    int visionSize,
    int contextTokens,
    Precision precision,
    Optional<DrawingInfo> drawing,
    String sdkVersion,
    String runtimeVersion) {
  /**
   * What a model draws.
   *
   * @param imageSize side of its images in pixels
   * @param latent the shape of its latents
   */
  public record DrawingInfo(int imageSize, LatentShape latent) {}

  public ModelInfo {
    parameters = Map.copyOf(parameters);
    decoders = Set.copyOf(decoders);
  }

  /** The number of all weights. */
  public long parameterCount() {
    return parameters.values().stream().mapToLong(Long::longValue).sum();
  }

  static ModelInfo of(ModelIdentity model, Precision precision, Pipeline pipeline) {
    ModelConfig config = pipeline.config();
    Map<String, Long> parameters = new LinkedHashMap<>();
    Set<String> counted = new HashSet<>();
    for (Network network : Network.of(config)) {
      Map<String, long[]> weights = new LinkedHashMap<>(network.weights(config));
      weights.keySet().removeIf(name -> !counted.add(name));
      parameters.put(network.graphName(), elements(weights));
    }
    Optional<DrawingInfo> drawing =
        Optional.ofNullable(config.generation())
            .map(g -> new DrawingInfo(g.decoder().imageSize(), LatentShape.of(config)));
    return new ModelInfo(
        model,
        pipeline.model().folder(),
        parameters,
        drawing.isEmpty() ? Set.of() : Set.of(Decoder.PDD),
        config.vision().imageSize(),
        config.language().maxPositions(),
        precision,
        drawing,
        SdkVersion.current(),
        Engine.get().version());
  }

  private static long elements(Map<String, long[]> weights) {
    long sum = 0;
    for (long[] shape : weights.values()) {
      long product = 1;
      for (long size : shape) {
        product *= size;
      }
      sum += product;
    }
    return sum;
  }
}
