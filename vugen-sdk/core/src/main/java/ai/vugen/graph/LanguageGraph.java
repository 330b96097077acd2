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

/** The graph of the language model: tokens and a cache → logits and the tokens' keys and values. */
public final class LanguageGraph {
  /** The name of the graph. */
  public static final String NAME = "language";

  /** {@code [1, sequence]} indices. */
  public static final String TOKEN_IDS = "token_ids";

  /** Projected z, {@code [image_rows, text width]}; at least one row. */
  public static final String IMAGE_TOKENS = "image_tokens";

  /** The row of the image tokens at an image position, {@code [1, sequence]} indices. */
  public static final String IMAGE_INDEX = "image_index";

  /** 1 at an image position, 0 elsewhere, {@code [1, sequence]}. */
  public static final String IS_IMAGE = "is_image";

  /** Rotary positions, {@code [1, sequence]} indices. */
  public static final String POSITION_IDS = "position_ids";

  /** Added to the scores, {@code [sequence, past + sequence]}. */
  public static final String ATTENTION_MASK = "attention_mask";

  /** The positions whose logits are wanted, {@code [rows]} indices into the sequence. */
  public static final String LOGIT_ROWS = "logit_rows";

  /** {@code [rows, vocabulary]}. */
  public static final String LOGITS = "logits";

  private LanguageGraph() {}

  /** Keys of earlier tokens, {@code [1, past, kv heads, head dim]}. */
  public static String pastKey(int layer) {
    return "past_key." + layer;
  }

  /** Values of earlier tokens, of the shape of their keys. */
  public static String pastValue(int layer) {
    return "past_value." + layer;
  }

  /** Keys of the tokens that came in, rotated, {@code [1, sequence, kv heads, head dim]}. */
  public static String key(int layer) {
    return "key." + layer;
  }

  /** Values of the tokens that came in, of the shape of their keys. */
  public static String value(int layer) {
    return "value." + layer;
  }

  /**
   * The sizes of a language model that its graph shows.
   *
   * @param layers transformer layers
   * @param width channels of a token
   * @param kvHeads heads of keys and values
   * @param headDim channels of a head
   */
  public record Sizes(int layers, int width, int kvHeads, int headDim) {}

  /** The inputs, each as documented at its name; {@code past} has one entry a layer. */
  public record Inputs(
      Tensor tokenIds,
      Tensor imageTokens,
      Tensor imageIndex,
      Tensor isImage,
      Tensor positions,
      Tensor mask,
      Tensor logitRows,
      List<KeyValue> past) {}

  /** The outputs, each as documented at its name; {@code keyValues} has one entry a layer. */
  public record Outputs(Tensor logits, List<KeyValue> keyValues) {}

  /** Returns the graph of a network. */
  public static Computation of(Sizes sizes, Function<Inputs, Outputs> network) {
    return graph -> {
      Dim sequence = graph.dim("sequence");
      Dim past = graph.dim("past");
      Shape tokens = Shape.of(Dim.of(1), sequence);
      Shape imageRows = Shape.of(graph.dim("image_rows"), Dim.of(sizes.width()));
      Outputs outputs =
          network.apply(
              new Inputs(
                  graph.indexInput(TOKEN_IDS, tokens),
                  graph.input(IMAGE_TOKENS, imageRows),
                  graph.indexInput(IMAGE_INDEX, tokens),
                  graph.input(IS_IMAGE, tokens),
                  graph.indexInput(POSITION_IDS, tokens),
                  graph.input(ATTENTION_MASK, Shape.of(sequence, past.plus(sequence))),
                  graph.indexInput(LOGIT_ROWS, Shape.of(graph.dim("rows"))),
                  past(graph, sizes)));
      graph.output(LOGITS, outputs.logits());
      for (int i = 0; i < sizes.layers(); i++) {
        graph.output(key(i), outputs.keyValues().get(i).key());
        graph.output(value(i), outputs.keyValues().get(i).value());
      }
    };
  }

  private static List<KeyValue> past(Graph graph, Sizes sizes) {
    Shape shape =
        Shape.of(Dim.of(1), graph.dim("past"), Dim.of(sizes.kvHeads()), Dim.of(sizes.headDim()));
    List<KeyValue> past = new ArrayList<>();
    for (int i = 0; i < sizes.layers(); i++) {
      past.add(new KeyValue(graph.input(pastKey(i), shape), graph.input(pastValue(i), shape)));
    }
    return past;
  }
}
