package ai.vugen.model.decoder;

import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * A transformer block of the coarsest level: attention under a norm that the latent context shifts
 * and scales, then a gated MLP (GEGLU). It does not see the time.
 */
final class TransformerBlock {
  private static final double EPSILON = 1e-5;

  private final int width;
  private final int side;
  private final Linear contextProjection;
  private final LocalAttention attention;
  private final LayerNorm norm2;
  private final Linear valueAndGate;
  private final Linear output;

  TransformerBlock(PddConfig config, Weights weights) {
    width = config.deepest();
    side = config.deepestSide();
    contextProjection = Linear.of(weights.at("norm1.linear"), config.base(), 2L * width);
    attention = new LocalAttention(config, weights);
    norm2 = LayerNorm.of(weights.at("norm2"), width, EPSILON);
    valueAndGate = Linear.of(weights.at("ff.proj_in_act.proj"), width, 8L * width);
    output = Linear.of(weights.at("ff.proj_out", Role.Place.BRANCH_END), 4L * width, width);
  }

  /**
   * Runs the block.
   *
   * @param x {@code [batch, tokens, width]}
   * @param context SiLU of the context, {@code [batch, base, latentSide, latentSide]}
   */
  Tensor apply(Tensor x, Tensor context) {
    Tensor modulation = modulation(context); // [b, tokens, 2 width]
    Tensor shift = modulation.slice(-1, 0, width);
    Tensor scale = modulation.slice(-1, width, 2L * width);
    x = x.add(attention.apply(x.layerNorm(null, null, EPSILON).mul(scale.add(1)).add(shift)));
    Tensor both = valueAndGate.apply(norm2.apply(x)); // [b, tokens, 8 width]
    Tensor value = both.slice(-1, 0, 4L * width);
    Tensor gate = both.slice(-1, 4L * width, 8L * width);
    return x.add(output.apply(value.mul(gate.gelu())));
  }

  /** Shift and scale per cell of the latent, repeated over the tokens that the cell covers. */
  private Tensor modulation(Tensor context) {
    long latentSide = context.shape().size(2);
    Tensor cells = contextProjection.apply(context.flatten(2, 3).transpose(1, 2));
    if (latentSide == side) {
      return cells; // [b, cells, 2 width]
    }
    return cells
        .transpose(1, 2)
        .unflatten(2, latentSide, latentSide)
        .upsampleNearest((int) (side / latentSide))
        .flatten(2, 3)
        .transpose(1, 2);
  }
}
