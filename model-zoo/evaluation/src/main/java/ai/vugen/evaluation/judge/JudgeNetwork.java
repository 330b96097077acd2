package ai.vugen.evaluation.judge;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.GroupNorm;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A residual network that gives each cell of a grid its verdict: whether the middle of a thing lies
 * there, which thing, in which colour, and how large (after Zhou et al., "Objects as Points",
 * 2019).
 *
 * <p>It shares nothing with the model that it judges: other layers, other weights, other scenes.
 */
public final class JudgeNetwork {
  private final Conv2d stem;
  private final List<Level> levels = new ArrayList<>();
  private final Conv2d lateral;
  private final GroupNorm norm;
  private final Conv2d centre;
  private final Conv2d thing;
  private final Conv2d colour;
  private final Conv2d box;

  /** Takes its parameters from {@code weights}. */
  public JudgeNetwork(JudgeConfig config, Weights weights) {
    List<Integer> channels = config.channels();
    stem = Conv2d.strided(weights.at("stem"), 3, channels.get(0), 3, 2, 1);
    for (int i = 0; i < channels.size(); i++) {
      levels.add(new Level(config, i, weights.at("levels", i)));
    }
    int fine = channels.get(channels.size() - 2);
    lateral = Conv2d.same(weights.at("lateral"), channels.get(channels.size() - 1), fine, 1);
    norm = GroupNorm.of(weights.at("norm"), config.groups(), fine, Block.EPSILON);
    centre = Conv2d.same(weights.at("centre"), fine, 1, 1);
    thing = Conv2d.same(weights.at("thing"), fine, config.things(), 1);
    colour = Conv2d.same(weights.at("colour"), fine, config.colours(), 1);
    box = Conv2d.same(weights.at("box"), fine, 4, 1);
  }

  /** Blocks of one grid, after the convolution that leads to it. */
  private static final class Level {
    private final List<Block> blocks = new ArrayList<>();
    private final @Nullable Conv2d down;

    Level(JudgeConfig config, int index, Weights weights) {
      int width = config.channels().get(index);
      down =
          index == 0
              ? null
              : Conv2d.strided(
                  weights.at("down"), config.channels().get(index - 1), width, 3, 2, 1);
      for (int i = 0; i < config.blocks().get(index); i++) {
        blocks.add(new Block(width, config.groups(), weights.block("blocks", i)));
      }
    }

    Tensor apply(Tensor x) {
      Tensor y = down == null ? x : down.apply(x);
      for (Block block : blocks) {
        y = block.apply(y);
      }
      return y;
    }
  }

  /**
   * The verdicts of all cells; logits, but for the boxes.
   *
   * @param centre {@code [batch, 1, grid, grid]} whether the middle of a thing lies in the cell
   * @param thing {@code [batch, things, grid, grid]}
   * @param colour {@code [batch, colours, grid, grid]}
   * @param box {@code [batch, 4, grid, grid]} the middle's distance from the cell's upper left
   *     corner to the right and down, then width and height, all in cells
   * @param features {@code [batch, features]} what the picture looks like as a whole: the mean over
   *     the grid of what the verdicts are read from, then that of the coarsest level
   */
  public record Verdicts(Tensor centre, Tensor thing, Tensor colour, Tensor box, Tensor features) {}

  /**
   * Judges pictures.
   *
   * @param pixels in [-1, 1], {@code [batch, 3, size, size]}
   */
  public Verdicts judge(Tensor pixels) {
    Tensor x = stem.apply(pixels);
    Tensor fine = x;
    for (Level level : levels) {
      fine = x;
      x = level.apply(x);
    }
    Tensor joined = fine.add(lateral.apply(x).upsampleNearest(2)); // [b, fine, grid, grid]
    Tensor seen = norm.apply(joined).silu();
    return new Verdicts(
        centre.apply(seen),
        thing.apply(seen),
        colour.apply(seen),
        box.apply(seen),
        Tensor.concat(1, cellMean(seen), cellMean(x)));
  }

  /** {@code [batch, width, grid, grid]} as {@code [batch, width]}. */
  private static Tensor cellMean(Tensor cells) {
    return cells.flatten(2, 3).mean(2).flatten(1, 2);
  }

  /** A residual block with its norms in front (He et al., "Identity Mappings", 2016). */
  static final class Block {
    static final double EPSILON = 1e-5;

    private final GroupNorm norm1;
    private final Conv2d conv1;
    private final GroupNorm norm2;
    private final Conv2d conv2;

    Block(int width, int groups, Weights weights) {
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
}
