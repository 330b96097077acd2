package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.runtime.Engine;
import ai.vugen.session.ModelGraphs;
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

  /** Returns the number of all weights. */
  public long parameterCount() {
    return parameters.values().stream().mapToLong(Long::longValue).sum();
  }

  static ModelInfo of(ModelIdentity model, Precision precision, Pipeline pipeline) {
    ModelConfig config = pipeline.config();
    Map<String, Long> parameters = new LinkedHashMap<>();
    Set<String> counted = new HashSet<>();
    for (Network network : config.networks()) {
      Map<String, long[]> weights = new LinkedHashMap<>(ModelGraphs.weights(network));
      weights.keySet().removeIf(name -> !counted.add(name));
      parameters.put(network.name(), elements(weights));
    }
    Optional<DrawingInfo> drawing =
        config
            .drawing()
            .map(drawn -> new DrawingInfo(drawn.decoder().imageSize(), LatentShape.of(drawn)));
    Set<Decoder> decoders =
        config.drawing().map(drawn -> Set.of(new Decoder(drawn.decoder().name()))).orElse(Set.of());
    return new ModelInfo(
        model,
        pipeline.model().folder(),
        parameters,
        decoders,
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
