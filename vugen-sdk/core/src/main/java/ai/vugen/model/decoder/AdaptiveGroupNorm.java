package ai.vugen.model.decoder;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** Group normalisation whose scale and shift come from the latent context at each place. */
final class AdaptiveGroupNorm {
  private static final double EPSILON = 1e-5;

  private final int groups;
  private final long channels;
  private final int side;
  private final Conv2d contextProjection;

  AdaptiveGroupNorm(PddConfig config, long channels, int side, Weights weights) {
    groups = config.groups();
    this.channels = channels;
    this.side = side;
    contextProjection =
        Conv2d.same(weights.at("ctx_proj", Role.Place.CONDITION), config.base(), 2 * channels, 1);
  }

  /**
   * Normalises a feature map.
   *
   * @param x {@code [batch, channels, side, side]}
   * @param context {@code [batch, base, latentSide, latentSide]}
   */
  Tensor apply(Tensor x, Tensor context) {
    Tensor both = contextProjection.apply(context); // [b, 2 channels, latent, latent]
    int factor = (int) (side / context.shape().size(2));
    Tensor scale = both.slice(1, 0, channels).add(1).upsampleNearest(factor);
    Tensor shift = both.slice(1, channels, 2 * channels).upsampleNearest(factor);
    return x.groupNorm(groups, null, null, EPSILON).mul(scale).add(shift);
  }
}
