package ai.vugen.model.language;

import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.RmsNorm;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A pre-norm Llama layer: grouped-query attention and a SwiGLU MLP. The language model and the
 * generation tower are stacks of it, each with parameters of its own.
 */
public final class TransformerLayer {
  private final LanguageConfig config;
  private final RmsNorm inputNorm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final RmsNorm mlpNorm;
  private final Linear gate;
  private final Linear up;
  private final Linear down;

  /** Takes its parameters from {@code weights}, the scope of the layer. */
  public TransformerLayer(LanguageConfig config, Weights weights) {
    this.config = config;
    int width = config.width();
    long queries = (long) config.heads() * config.headDim();
    long keys = (long) config.kvHeads() * config.headDim();
    inputNorm = RmsNorm.of(weights.at("input_layernorm"), width, config.epsilon());
    query = Linear.withoutBias(weights.at("self_attn.q_proj"), width, queries);
    key = Linear.withoutBias(weights.at("self_attn.k_proj"), width, keys);
    value = Linear.withoutBias(weights.at("self_attn.v_proj"), width, keys);
    output = Linear.withoutBias(weights.at("self_attn.o_proj"), queries, width);
    mlpNorm = RmsNorm.of(weights.at("post_attention_layernorm"), width, config.epsilon());
    gate = Linear.withoutBias(weights.at("mlp.gate_proj"), width, config.mlpWidth());
    up = Linear.withoutBias(weights.at("mlp.up_proj"), width, config.mlpWidth());
    down = Linear.withoutBias(weights.at("mlp.down_proj"), config.mlpWidth(), width);
  }

  /**
   * The state after the layer, and the keys and values of its own tokens.
   *
   * @param hidden {@code [batch, tokens, width]}
   * @param keyValue keys and values of the tokens that came in, without the past
   */
  public record Output(Tensor hidden, KeyValue keyValue) {}

  /**
   * Runs the layer.
   *
   * @param x {@code [batch, tokens, width]}
   * @param rope angles of the tokens' positions, {@code [batch, 1, tokens, headDim / 2]}
   * @param past keys and values of earlier tokens, or null
   * @param mask added to the scores over {@code [past | tokens]}, or null where all see all
   */
  public Output apply(Tensor x, Rope rope, @Nullable KeyValue past, @Nullable Tensor mask) {
    Tensor normed = inputNorm.apply(x);
    Tensor q = rope.rotateHalves(split(query.apply(normed), config.heads())); // [b, heads, s, d]
    Tensor k = rope.rotateHalves(split(key.apply(normed), config.kvHeads())); // [b, kv, s, d]
    Tensor v = split(value.apply(normed), config.kvHeads());
    Tensor keys = past == null ? k : Tensor.concat(2, past.key().transpose(1, 2), k);
    Tensor values = past == null ? v : Tensor.concat(2, past.value().transpose(1, 2), v);
    Tensor mixed = q.attention(keys, values, 1 / Math.sqrt(config.headDim()), mask);
    Tensor attended = x.add(output.apply(mixed.transpose(1, 2).flatten(2, 3))); // [b, s, width]
    return new Output(
        attended.add(mlp(mlpNorm.apply(attended))),
        new KeyValue(k.transpose(1, 2), v.transpose(1, 2)));
  }

  private Tensor mlp(Tensor x) {
    return down.apply(gate.apply(x).silu().mul(up.apply(x)));
  }

  private Tensor split(Tensor x, int heads) {
    return x.unflatten(-1, heads, config.headDim()).transpose(1, 2);
  }
}
