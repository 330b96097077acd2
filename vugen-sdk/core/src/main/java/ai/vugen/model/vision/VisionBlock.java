package ai.vugen.model.vision;

import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * A transformer block of the perception encoder: x + γ₁·attention(norm(x)), then x +
 * γ₂·mlp(norm(x)).
 */
final class VisionBlock {
  private final int heads;
  private final int headDim;
  private final LayerNorm norm1;
  private final Linear qkv;
  private final Linear projection;
  private final Tensor gamma1;
  private final LayerNorm norm2;
  private final Linear fc1;
  private final Linear fc2;
  private final Tensor gamma2;

  VisionBlock(VisionConfig config, Weights weights) {
    int width = config.width();
    heads = config.heads();
    headDim = config.headDim();
    norm1 = LayerNorm.of(weights.at("norm1"), width, VisionConfig.EPSILON);
    qkv = Linear.of(weights.at("attn.qkv"), width, 3L * width);
    projection = Linear.of(weights.at("attn.proj"), width, width);
    gamma1 = weights.get("gamma_1", Role.Use.SCALE, width);
    norm2 = LayerNorm.of(weights.at("norm2"), width, VisionConfig.EPSILON);
    fc1 = Linear.of(weights.at("mlp.fc1"), width, config.mlpWidth());
    fc2 = Linear.of(weights.at("mlp.fc2"), config.mlpWidth(), width);
    gamma2 = weights.get("gamma_2", Role.Use.SCALE, width);
  }

  Tensor apply(Tensor x, Rope rope) {
    x = x.add(attention(norm1.apply(x), rope).mul(gamma1)); // [b, tokens, width]
    return x.add(fc2.apply(fc1.apply(norm2.apply(x)).gelu()).mul(gamma2));
  }

  private Tensor attention(Tensor x, Rope rope) {
    Tensor packed = qkv.apply(x); // [b, tokens, 3 width]
    Tensor q = rope.rotatePairs(head(packed, 0)); // [b, heads, tokens, headDim]
    Tensor k = rope.rotatePairs(head(packed, 1));
    Tensor mixed = q.attention(k, head(packed, 2), 1 / Math.sqrt(headDim), null);
    return projection.apply(mixed.transpose(1, 2).flatten(2, 3)); // [b, tokens, width]
  }

  private Tensor head(Tensor packed, int part) {
    long width = (long) heads * headDim;
    return packed
        .slice(-1, part * width, (part + 1) * width)
        .unflatten(-1, heads, headDim)
        .transpose(1, 2);
  }
}
