package ai.vugen.graph;

import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The graph of the generation tower: a noisy latent and the text's keys and values → velocity. */
public final class TowerGraph {
  /** The name of the graph. */
  public static final String NAME = "tower";

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

  /** Returns the text's keys, {@code [batch, prefix, kv heads, head dim]}. */
  public static String prefixKey(int layer) {
    return "prefix_key." + layer;
  }

  /** Returns the text's values, of the shape of its keys. */
  public static String prefixValue(int layer) {
    return "prefix_value." + layer;
  }

  /**
   * The sizes of a tower that its graph shows.
   *
   * @param channels channels of a latent
   * @param rows rows of the grid of latents
   * @param columns columns of that grid
   * @param tokens tokens that the tower makes of a latent
   * @param text those of the language model whose keys and values it reads
   */
  public record Sizes(int channels, int rows, int columns, int tokens, LanguageGraph.Sizes text) {}

  /**
   * The inputs, each as documented at its name.
   *
   * @param mask {@code [batch, 1, 1, prefix + tokens]}
   * @param prefix one entry a layer
   */
  public record Inputs(
      Tensor latent, Tensor time, Tensor position, Tensor mask, List<KeyValue> prefix) {}

  /** Returns the graph of a network that gives the velocity. */
  public static Computation of(Sizes sizes, Function<Inputs, Tensor> network) {
    return graph -> {
      Dim batch = graph.dim("batch");
      Dim keys = graph.dim("prefix").plus(Dim.of(sizes.tokens()));
      Shape latents =
          Shape.of(batch, Dim.of(sizes.channels()), Dim.of(sizes.rows()), Dim.of(sizes.columns()));
      Tensor latent = graph.input(LATENT, latents);
      Tensor time = graph.input(TIME, Shape.of(batch));
      Tensor position = graph.indexInput(POSITION, Shape.of(batch));
      Tensor mask = graph.input(ATTENTION_MASK, Shape.of(batch, keys));
      Tensor perScore = mask.unsqueeze(1).unsqueeze(1); // [b, 1, 1, keys]
      List<KeyValue> prefix = prefix(graph, sizes.text());
      graph.output(VELOCITY, network.apply(new Inputs(latent, time, position, perScore, prefix)));
    };
  }

  private static List<KeyValue> prefix(Graph graph, LanguageGraph.Sizes text) {
    Shape shape =
        Shape.of(
            graph.dim("batch"),
            graph.dim("prefix"),
            Dim.of(text.kvHeads()),
            Dim.of(text.headDim()));
    List<KeyValue> prefix = new ArrayList<>();
    for (int i = 0; i < text.layers(); i++) {
      prefix.add(
          new KeyValue(graph.input(prefixKey(i), shape), graph.input(prefixValue(i), shape)));
    }
    return prefix;
  }
}
