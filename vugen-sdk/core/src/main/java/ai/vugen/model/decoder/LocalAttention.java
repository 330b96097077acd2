package ai.vugen.model.decoder;

import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * Self-attention over a square grid with a learned bias per relative position; a token sees only
 * the window around it.
 */
final class LocalAttention {
  /** Added to the score of a token outside the window; its weight becomes exactly 0. */
  private static final float OUTSIDE = -1e7f;

  private final int heads;
  private final int headDim;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final Tensor bias;

  /** Takes its parameters from the scope of the transformer block. */
  LocalAttention(PddConfig config, Weights block) {
    heads = config.heads();
    headDim = config.headDim();
    long width = config.deepest();
    long inner = (long) heads * headDim;
    Weights weights = block.at("attn1");
    query = Linear.withoutBias(weights.at("to_q"), width, inner);
    key = Linear.withoutBias(weights.at("to_k"), width, inner);
    value = Linear.withoutBias(weights.at("to_v"), width, inner);
    output = Linear.of(weights.at("out_proj"), inner, width);
    bias = relativeBias(config, block.at("relative_position_bias"));
  }

  private static Tensor relativeBias(PddConfig config, Weights weights) {
    int span = 2 * config.window() - 1;
    Tensor table =
        weights.get("relative_bias_table", Role.Use.RELATIVE_BIAS, span, span, config.heads());
    int side = config.deepestSide();
    int tokens = side * side;
    long[] rows = new long[tokens * tokens];
    float[] outside = new float[tokens * tokens];
    for (int q = 0; q < tokens; q++) {
      for (int k = 0; k < tokens; k++) {
        int dy = q / side - k / side + config.window() - 1;
        int dx = q % side - k % side + config.window() - 1;
        boolean inside = dy >= 0 && dy < span && dx >= 0 && dx < span;
        rows[q * tokens + k] = inside ? (long) dy * span + dx : 0;
        outside[q * tokens + k] = inside ? 0 : OUTSIDE;
      }
    }
    return table
        .reshape(Shape.of((long) span * span, config.heads()))
        .gather(weights.indices(rows, tokens, tokens)) // [tokens, tokens, heads]
        .permute(2, 0, 1)
        .add(weights.constant(outside, tokens, tokens)); // [heads, tokens, tokens]
  }

  /** Mixes tokens {@code [batch, tokens, width]}. */
  Tensor apply(Tensor x) {
    Tensor mixed =
        split(query.apply(x))
            .attention(split(key.apply(x)), split(value.apply(x)), 1 / Math.sqrt(headDim), bias);
    return output.apply(mixed.transpose(1, 2).flatten(2, 3));
  }

  private Tensor split(Tensor x) {
    return x.unflatten(-1, heads, headDim).transpose(1, 2);
  }
}
