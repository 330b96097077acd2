package ai.vugen.model.language;

import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.RmsNorm;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The language model: tokens (and projected z) → keys, values and logits.
 *
 * <p>A Llama-3 decoder with tied embeddings (perception_models, {@code core/transformer.py};
 * Hugging Face names). Image tokens are ordinary positions under the causal mask.
 */
public final class LanguageModel {
  private final LanguageConfig config;
  private final Tensor embedding;
  private final List<TransformerLayer> layers = new ArrayList<>();
  private final RmsNorm norm;
  private final Tensor frequencies;

  /** Takes its parameters from {@code weights}, the scope of the language model. */
  public LanguageModel(LanguageConfig config, Weights weights) {
    this.config = config;
    embedding =
        weights.get("embed_tokens.weight", Role.Use.TABLE, config.vocabulary(), config.width());
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new TransformerLayer(config, weights.block("layers", i)));
    }
    norm = RmsNorm.of(weights.at("norm"), config.width(), config.epsilon());
    frequencies = rotaryFrequencies(config, weights);
  }

  /** Returns the rotary frequencies of a configuration as a constant, {@code [headDim / 2]}. */
  public static Tensor rotaryFrequencies(LanguageConfig config, Weights weights) {
    float[] values = config.rope().frequencies(config.headDim());
    return weights.constant(values, values.length);
  }

  /**
   * Returns the rotary angles of positions.
   *
   * @param positions {@code [batch, tokens]}, real numbers
   * @param frequencies {@code [headDim / 2]}
   */
  public static Rope rope(Tensor positions, Tensor frequencies) {
    Tensor angles = positions.unsqueeze(-1).mul(frequencies).unsqueeze(1); // [b, 1, s, d/2]
    return new Rope(angles.cos(), angles.sin());
  }

  /** Returns the embedding of token ids {@code [batch, tokens]}: {@code [batch, tokens, width]}. */
  public Tensor embed(Tensor ids) {
    return embedding.gather(ids);
  }

  /**
   * Returns the embedding of token ids in which some positions are image tokens.
   *
   * @param ids {@code [batch, tokens]}
   * @param imageTokens projected z, {@code [rows, width]}; at least one row
   * @param imageIndex {@code [batch, tokens]}, the row of {@code imageTokens} for an image
   *     position, anything valid elsewhere
   * @param isImage {@code [batch, tokens]}, 1 at an image position, 0 elsewhere
   * @return {@code [batch, tokens, width]}
   */
  public Tensor embed(Tensor ids, Tensor imageTokens, Tensor imageIndex, Tensor isImage) {
    Tensor share = isImage.unsqueeze(-1); // [b, s, 1]
    Tensor text = embed(ids).mul(share.negate().add(1));
    return text.add(imageTokens.gather(imageIndex).mul(share));
  }

  /**
   * The states of a run.
   *
   * @param hidden the residual stream before the first layer and after each layer, each {@code
   *     [batch, tokens, width]}
   * @param keyValues per layer, of the tokens that came in
   */
  public record Output(List<Tensor> hidden, List<KeyValue> keyValues) {
    /** Returns the residual stream after the last layer. */
    public Tensor last() {
      return hidden.get(hidden.size() - 1);
    }
  }

  /**
   * Runs the layers.
   *
   * @param embedded {@code [batch, tokens, width]}
   * @param positions {@code [batch, tokens]} indices, the rotary positions
   * @param past keys and values of earlier tokens per layer; empty for none
   * @param mask added to the scores, broadcast to {@code [batch, heads, tokens, past + tokens]}
   */
  public Output run(Tensor embedded, Tensor positions, List<KeyValue> past, @Nullable Tensor mask) {
    Rope rope = rope(positions.toReal(), frequencies);
    List<Tensor> hidden = new ArrayList<>(List.of(embedded));
    List<KeyValue> keyValues = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      TransformerLayer.Output output =
          layers.get(i).apply(hidden.get(i), rope, past.isEmpty() ? null : past.get(i), mask);
      hidden.add(output.hidden());
      keyValues.add(output.keyValue());
    }
    return new Output(hidden, keyValues);
  }

  /** Returns the final norm of the residual stream. */
  public Tensor normed(Tensor hidden) {
    return norm.apply(hidden);
  }

  /**
   * Returns the logits of normed states: {@code [batch, tokens, vocabulary]}, tied to the
   * embedding.
   */
  public Tensor logits(Tensor normed) {
    return normed.linear(embedding, null);
  }

  /** Returns the numbers of the model. */
  public LanguageConfig config() {
    return config;
  }
}
