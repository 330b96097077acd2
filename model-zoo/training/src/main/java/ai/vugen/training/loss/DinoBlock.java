package ai.vugen.training.loss;

import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** A transformer block of DINOv2: x + λ₁·attention(norm(x)), then x + λ₂·mlp(norm(x)). */
final class DinoBlock {
  private final int heads;
  private final int headDim;
  private final LayerNorm norm1;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final Tensor lambda1;
  private final LayerNorm norm2;
  private final Linear fc1;
  private final Linear fc2;
  private final Tensor lambda2;

  DinoBlock(DinoConfig config, Weights weights) {
    int width = config.width();
    heads = config.heads();
    headDim = width / heads;
    norm1 = LayerNorm.of(weights.at("norm1"), width, config.epsilon());
    query = Linear.of(weights.at("attention.attention.query"), width, width);
    key = Linear.of(weights.at("attention.attention.key"), width, width);
    value = Linear.of(weights.at("attention.attention.value"), width, width);
    output = Linear.of(weights.at("attention.output.dense"), width, width);
    lambda1 = weights.get("layer_scale1.lambda1", Role.Use.SCALE, width);
    norm2 = LayerNorm.of(weights.at("norm2"), width, config.epsilon());
    fc1 = Linear.of(weights.at("mlp.fc1"), width, config.mlpWidth());
    fc2 = Linear.of(weights.at("mlp.fc2"), config.mlpWidth(), width);
    lambda2 = weights.get("layer_scale2.lambda1", Role.Use.SCALE, width);
  }

  Tensor apply(Tensor x) {
    x = x.add(attention(norm1.apply(x)).mul(lambda1)); // [b, tokens, width]
    return x.add(fc2.apply(fc1.apply(norm2.apply(x)).gelu()).mul(lambda2));
  }

  private Tensor attention(Tensor x) {
    Tensor mixed =
        headsOf(query.apply(x))
            .attention(
                headsOf(key.apply(x)), headsOf(value.apply(x)), 1 / Math.sqrt(headDim), null);
    return output.apply(mixed.transpose(1, 2).flatten(2, 3)); // [b, tokens, width]
  }

  private Tensor headsOf(Tensor x) {
    return x.unflatten(-1, heads, headDim).transpose(1, 2); // [b, heads, tokens, headDim]
  }
}
