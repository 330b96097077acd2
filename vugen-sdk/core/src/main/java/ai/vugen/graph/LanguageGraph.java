package ai.vugen.graph;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.language.KeyValue;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Graph;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/** The graph of the language model: tokens and a cache → logits and the tokens' keys and values. */
public final class LanguageGraph {
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

  static Computation of(ModelConfig config, Weights weights) {
    LanguageModel model = new Networks(config, weights).language();
    return graph -> define(graph, model);
  }

  private static void define(Graph graph, LanguageModel model) {
    LanguageConfig c = model.config();
    Dim sequence = graph.dim("sequence");
    Dim past = graph.dim("past");
    Shape tokens = Shape.of(Dim.of(1), sequence);
    Tensor ids = graph.indexInput(TOKEN_IDS, tokens);
    Tensor imageTokens =
        graph.input(IMAGE_TOKENS, Shape.of(graph.dim("image_rows"), Dim.of(c.width())));
    Tensor imageIndex = graph.indexInput(IMAGE_INDEX, tokens);
    Tensor isImage = graph.input(IS_IMAGE, tokens);
    Tensor positions = graph.indexInput(POSITION_IDS, tokens);
    Tensor mask = graph.input(ATTENTION_MASK, Shape.of(sequence, past.plus(sequence)));
    Tensor rows = graph.indexInput(LOGIT_ROWS, Shape.of(graph.dim("rows")));
    LanguageModel.Output output =
        model.run(
            model.embed(ids, imageTokens, imageIndex, isImage), positions, past(graph, c), mask);
    Tensor chosen = output.last().flatten(0, 1).gather(rows); // [rows, width]
    graph.output(LOGITS, model.logits(model.normed(chosen)));
    for (int i = 0; i < c.layers(); i++) {
      graph.output(key(i), output.keyValues().get(i).key());
      graph.output(value(i), output.keyValues().get(i).value());
    }
  }

  private static List<KeyValue> past(Graph graph, LanguageConfig c) {
    Shape shape = Shape.of(Dim.of(1), graph.dim("past"), Dim.of(c.kvHeads()), Dim.of(c.headDim()));
    List<KeyValue> past = new ArrayList<>();
    for (int i = 0; i < c.layers(); i++) {
      past.add(new KeyValue(graph.input(pastKey(i), shape), graph.input(pastValue(i), shape)));
    }
    return past;
  }
}
