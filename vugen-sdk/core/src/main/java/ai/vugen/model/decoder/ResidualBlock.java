package ai.vugen.model.decoder;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.GroupNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A residual block: the latent context enters its first norm, the time its second (SSDD; reference
 * building blocks §2.2).
 */
final class ResidualBlock {
  private static final double EPSILON = 1e-5;

  private final long out;
  private final AdaptiveGroupNorm norm1;
  private final Conv2d conv1;
  private final Linear timeProjection;
  private final GroupNorm norm2;
  private final Conv2d conv2;
  private final @Nullable Conv2d shortcut;

  ResidualBlock(PddConfig config, long in, long out, int side, Weights weights) {
    this.out = out;
    norm1 = new AdaptiveGroupNorm(config, in, side, weights.at("norm1"));
    conv1 = Conv2d.same(weights.at("conv1"), in, out, 3);
    timeProjection =
        Linear.of(
            weights.at("time_emb_proj", Role.Place.CONDITION), config.timeChannels(), 2 * out);
    norm2 = GroupNorm.of(weights.at("norm2"), config.groups(), out, EPSILON);
    conv2 = Conv2d.same(weights.at("conv2", Role.Place.BRANCH_END), out, out, 3);
    shortcut = in == out ? null : Conv2d.same(weights.at("conv_shortcut"), in, out, 1);
  }

  /**
   * Runs the block.
   *
   * @param x {@code [batch, in, side, side]}
   * @param context {@code [batch, base, latentSide, latentSide]}
   * @param time SiLU of the time embedding, {@code [batch, timeChannels]}
   * @return {@code [batch, out, side, side]}
   */
  Tensor apply(Tensor x, Tensor context, Tensor time) {
    Tensor h = conv1.apply(norm1.apply(x, context).silu());
    Tensor both = timeProjection.apply(time).unsqueeze(-1).unsqueeze(-1); // [b, 2 out, 1, 1]
    Tensor scale = both.slice(1, 0, out).add(1);
    Tensor shift = both.slice(1, out, 2 * out);
    h = conv2.apply(norm2.apply(h).mul(scale).add(shift).silu());
    return (shortcut == null ? x : shortcut.apply(x)).add(h);
  }
}
