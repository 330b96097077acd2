package ai.vugen.session;

import ai.vugen.device.Placement;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.ModelParts;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.onnx.ParameterStore;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** The networks of a model as ONNX graphs, and the weights that they ask for. */
public final class ModelGraphs {
  private ModelGraphs() {}

  /**
   * Builds the graph of a network with a model's weights.
   *
   * @param placement where the graph is to run, in which numbers
   * @param store the weights by name, as in {@code checkpoint.entries()::get}
   * @throws ai.vugen.error.ModelIntegrityException if a weight is missing or has another shape
   */
  public static OnnxGraph of(
      Network network, ModelConfig config, Placement placement, ParameterStore store) {
    OnnxGraph graph = new OnnxGraph(network.name(), Lowering.of(placement), store);
    network.computation(new Weights(graph)).on(graph);
    return graph.metadata("vugen.model", config.name()).metadata("vugen.network", network.name());
  }

  /** Returns the names and shapes of the weights of a network. */
  public static Map<String, long[]> weights(Network network) {
    OnnxGraph graph = OnnxGraph.withoutWeights(network.name());
    network.computation(new Weights(graph)).on(graph);
    Map<String, long[]> weights = new LinkedHashMap<>();
    graph.parameters().forEach((name, shape) -> weights.put(name, shape.sizes()));
    return weights;
  }

  /** Returns what a network uses its weights for, by their names. */
  public static Map<String, Role> roles(Network network) {
    OnnxGraph graph = OnnxGraph.withoutWeights(network.name());
    network.computation(new Weights(graph)).on(graph);
    return graph.roles();
  }

  /** Returns names and shapes of all weights of a model, the statistics of its latents included. */
  public static Map<String, long[]> allWeights(ModelConfig config) {
    Map<String, long[]> all = new LinkedHashMap<>();
    config.networks().forEach(network -> all.putAll(weights(network)));
    config
        .drawing()
        .ifPresent(
            drawing -> {
              long[] channels = {drawing.latents().channels()};
              all.put(ModelParts.LATENT_MEAN, channels);
              all.put(ModelParts.LATENT_STD, channels);
            });
    return all;
  }

  /** Returns what those of {@link #allWeights} are used for. */
  public static Map<String, Role> allRoles(ModelConfig config) {
    Map<String, Role> all = new LinkedHashMap<>();
    config.networks().forEach(network -> all.putAll(roles(network)));
    if (config.drawing().isPresent()) {
      all.put(ModelParts.LATENT_MEAN, new Role(Role.Use.MEAN, Role.Place.ELSEWHERE));
      all.put(ModelParts.LATENT_STD, new Role(Role.Use.DEVIATION, Role.Place.ELSEWHERE));
    }
    return all;
  }
}
