package ai.vugen.evaluation.judge;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.GroupNorm;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** A residual block with its norms in front (He et al., "Identity Mappings", 2016). */
final class JudgeBlock {
  static final double EPSILON = 1e-5;

  private final GroupNorm norm1;
  private final Conv2d conv1;
  private final GroupNorm norm2;
  private final Conv2d conv2;

  JudgeBlock(int width, int groups, Weights weights) {
    norm1 = GroupNorm.of(weights.at("norm1"), groups, width, EPSILON);
    conv1 = Conv2d.same(weights.at("conv1"), width, width, 3);
    norm2 = GroupNorm.of(weights.at("norm2"), groups, width, EPSILON);
    conv2 = Conv2d.same(weights.at("conv2"), width, width, 3);
  }

  /** Runs the block on {@code [batch, width, side, side]}. */
  Tensor apply(Tensor x) {
    Tensor h = conv1.apply(norm1.apply(x).silu());
    return x.add(conv2.apply(norm2.apply(h).silu()));
  }
}
