package ai.vugen.graph;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.language.KeyValue;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/** The graph of the generation tower: a noisy latent and the text's keys and values → velocity. */
public final class TowerGraph {
  /** Standardised, {@code [batch, channels, rows, columns]}. */
  public static final String LATENT = "latent";

  /** 0 noise to 1 data, {@code [batch]}. */
  public static final String TIME = "time";

  /** The rotary position of the first image token, {@code [batch]} indices. */
  public static final String POSITION = "position";

  /** Added to the scores, {@code [batch, prefix + tokens]}. */
  public static final String ATTENTION_MASK = "attention_mask";

  /** Data minus noise, {@code [batch, channels, rows, columns]}. */
  public static final String VELOCITY = "velocity";

  private TowerGraph() {}

  /** The text's keys, {@code [batch, prefix, kv heads, head dim]}. */
  public static String prefixKey(int layer) {
    return "prefix_key." + layer;
  }

  /** The text's values, of the shape of its keys. */
  public static String prefixValue(int layer) {
    return "prefix_value." + layer;
  }

  static Computation of(ModelConfig config, Weights weights) {
    GenerationTower tower = new Networks(config, weights).tower();
    return graph -> define(graph, tower, config);
  }

  private static void define(Graph graph, GenerationTower tower, ModelConfig config) {
    LatentShape latents = LatentShape.of(config);
    Dim batch = graph.dim("batch");
    Dim prefix = graph.dim("prefix");
    Tensor latent =
        graph.input(
            LATENT,
            Shape.of(
                batch,
                Dim.of(latents.channels()),
                Dim.of(latents.rows()),
                Dim.of(latents.columns())));
    Tensor time = graph.input(TIME, Shape.of(batch));
    Tensor position = graph.indexInput(POSITION, Shape.of(batch));
    Tensor mask =
        graph.input(
            ATTENTION_MASK, Shape.of(batch, prefix.plus(Dim.of(latents.tokens())))); // [b, keys]
    Tensor perScore = mask.unsqueeze(1).unsqueeze(1); // [b, 1, 1, keys]
    graph.output(
        VELOCITY,
        tower.velocity(latent, time, position, prefix(graph, config.language()), perScore));
  }

  private static List<KeyValue> prefix(Graph graph, LanguageConfig c) {
    Shape shape =
        Shape.of(graph.dim("batch"), graph.dim("prefix"), Dim.of(c.kvHeads()), Dim.of(c.headDim()));
    List<KeyValue> prefix = new ArrayList<>();
    for (int i = 0; i < c.layers(); i++) {
      prefix.add(
          new KeyValue(graph.input(prefixKey(i), shape), graph.input(prefixValue(i), shape)));
    }
    return prefix;
  }
}
