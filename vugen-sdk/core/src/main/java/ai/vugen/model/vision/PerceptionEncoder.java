package ai.vugen.model.vision;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The perception encoder: pixels → z, one understanding latent per patch.
 *
 * <p>A vision transformer with a class token, learned absolute positions, two-dimensional rotary
 * positions and LayerScale; its output is the raw residual stream without the class token
 * (perception_models, {@code core/vision_encoder/pe.py}; VUGEN §3.1, f_und). Away from the native
 * size the learned positions are resized bilinearly and rotary positions stay integers, as there.
 */
public final class PerceptionEncoder {
  /** The scope of its weights in a checkpoint. */
  public static final String SCOPE = "model.vision_tower.timm_model";

  private final Grid grid;
  private final Conv2d patchEmbedding;
  private final Tensor classToken;
  private final Tensor positions;
  private final LayerNorm normPre;
  private final List<VisionBlock> blocks = new ArrayList<>();
  private final Rope rope;

  /**
   * Takes its parameters from {@code weights}, the scope of the vision tower.
   *
   * @param grid the grid of patches of the images that will come
   */
  public PerceptionEncoder(VisionConfig config, Grid grid, Weights weights) {
    this.grid = grid;
    int width = config.width();
    patchEmbedding = Conv2d.patches(weights.at("patch_embed.proj"), 3, width, config.patchSize());
    classToken = weights.get("cls_token", Role.Use.EMBEDDING, 1, 1, width);
    Grid learned = config.nativeGrid();
    Tensor table = weights.get("pos_embed", Role.Use.EMBEDDING, 1, 1 + learned.cells(), width);
    positions = learned.equals(grid) ? table : PositionTable.resize(table, learned, grid, weights);
    normPre = LayerNorm.of(weights.at("norm_pre"), width, VisionConfig.EPSILON);
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(new VisionBlock(config, weights.block("blocks", i)));
    }
    rope = PositionTable.rope(config.headDim(), grid, weights);
  }

  /**
   * Encodes images.
   *
   * @param pixels {@code [tiles, 3, height, width]} in [-1, 1]
   * @return z, {@code [tiles, patches, width]}, row by row
   */
  public Tensor encode(Tensor pixels) {
    Tensor x = embed(pixels);
    for (Tensor state : trace(x)) {
      x = state;
    }
    return withoutClassToken(x);
  }

  /**
   * Returns the embedded tokens, {@code [tiles, 1 + patches, width]}, class token first, not yet
   * normed.
   */
  public Tensor embed(Tensor pixels) {
    Tensor patches = patchEmbedding.apply(pixels).flatten(2, 3).transpose(1, 2); // [b, n, width]
    Tensor first = classToken.expand(classToken.shape().with(0, pixels.shape().dim(0)));
    return Tensor.concat(1, first, patches).add(positions); // [b, 1 + n, width]
  }

  /** Returns the residual stream before the first block and after each block. */
  public List<Tensor> trace(Tensor embedded) {
    List<Tensor> states = new ArrayList<>(List.of(normPre.apply(embedded)));
    for (VisionBlock block : blocks) {
      states.add(block.apply(states.get(states.size() - 1), rope));
    }
    return states;
  }

  private Tensor withoutClassToken(Tensor x) {
    return x.slice(1, 1, 1L + grid.cells());
  }
}
