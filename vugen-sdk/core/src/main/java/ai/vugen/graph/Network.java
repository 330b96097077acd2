package ai.vugen.graph;

import ai.vugen.device.Placement;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.onnx.ParameterStore;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The networks of a model; each is one ONNX graph and one session. */
public enum Network {
  /** Pixels → z, image tokens, z̃. */
  VISION,
  /** Pixels → z̃, where z̃ comes from smaller pictures than the tiles that the model sees. */
  ENCODER,
  /** Tokens and a cache → logits, keys and values. */
  LANGUAGE,
  /** Noisy latent and the text's keys and values → velocity. */
  TOWER,
  /** Noisy pixels and z̃ → velocity. */
  DECODER;

  /** The networks that a model has: vision and language, and those to draw if it draws too. */
  public static List<Network> of(ModelConfig config) {
    if (config.generation() == null) {
      return List.of(VISION, LANGUAGE);
    }
    return EncoderGraph.isNeeded(config)
        ? List.of(values())
        : List.of(VISION, LANGUAGE, TOWER, DECODER);
  }

  /** The name of the graph, as {@code vision}. */
  public String graphName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Builds the graph of this network with a model's weights.
   *
   * @param placement where the graph is to run, in which numbers
   * @param store the weights by name, as in {@code checkpoint.entries()::get}
   * @throws ai.vugen.error.ModelIntegrityException if a weight is missing or has another shape
   * @throws ai.vugen.error.InvalidRequestException if the model has no such network
   */
  public OnnxGraph graph(ModelConfig config, Placement placement, ParameterStore store) {
    OnnxGraph graph = new OnnxGraph(graphName(), Lowering.of(placement), store);
    define(graph, config);
    return graph.metadata("vugen.model", config.name()).metadata("vugen.network", graphName());
  }

  /**
   * What this network computes, on any backend: its inputs and outputs are those that {@code
   * docs/graphs.md} lists.
   *
   * @param weights the root of the model's weights
   * @throws ai.vugen.error.InvalidRequestException if the model has no such network
   */
  public Computation computation(ModelConfig config, Weights weights) {
    return switch (this) {
      case VISION -> VisionGraph.of(config, weights);
      case ENCODER -> EncoderGraph.of(config, weights);
      case LANGUAGE -> LanguageGraph.of(config, weights);
      case TOWER -> TowerGraph.of(config, weights);
      case DECODER -> DecoderGraph.of(config, weights);
    };
  }

  private void define(OnnxGraph graph, ModelConfig config) {
    computation(config, new Weights(graph)).on(graph);
  }

  /** The names and shapes of the weights that this network has in a model. */
  public Map<String, long[]> weights(ModelConfig config) {
    OnnxGraph graph = OnnxGraph.withoutWeights(graphName());
    define(graph, config);
    Map<String, long[]> weights = new LinkedHashMap<>();
    graph.parameters().forEach((name, shape) -> weights.put(name, shape.sizes()));
    return weights;
  }

  /** The names and shapes of all weights of a model, the statistics of its latents included. */
  public static Map<String, long[]> allWeights(ModelConfig config) {
    Map<String, long[]> all = new LinkedHashMap<>();
    of(config).forEach(network -> all.putAll(network.weights(config)));
    if (config.generation() != null) {
      long[] channels = {LatentShape.of(config).channels()};
      all.put(Networks.LATENT_MEAN, channels);
      all.put(Networks.LATENT_STD, channels);
    }
    return all;
  }
}
