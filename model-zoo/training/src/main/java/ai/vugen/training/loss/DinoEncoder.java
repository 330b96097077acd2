package ai.vugen.training.loss;

import ai.vugen.tensor.Conv2d;
import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The DINOv2 vision transformer (Oquab et al.), a teacher of representations: pixels → one token a
 * patch. Parameters have the names of Hugging Face's {@code Dinov2Model}.
 *
 * <p>Images of any size are interpolated bicubically to the size at which the grid of patches has
 * the wanted side; so are the learned positions.
 */
public final class DinoEncoder {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f}; // of ImageNet, in [0, 1]
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private final DinoConfig config;
  private final int side;
  private final Weights weights;
  private final Conv2d patches;
  private final Tensor classToken;
  private final Tensor positions;
  private final List<DinoBlock> blocks = new ArrayList<>();
  private final LayerNorm norm;

  /**
   * Takes its parameters from {@code weights}.
   *
   * @param side of the grid of tokens that it will give
   */
  public DinoEncoder(DinoConfig config, int side, Weights weights) {
    this.config = config;
    this.side = side;
    this.weights = weights;
    int width = config.width();
    Weights embeddings = weights.at("embeddings");
    classToken = embeddings.get("cls_token", Role.Use.EMBEDDING, 1, 1, width);
    positions =
        resized(embeddings.get("position_embeddings", Role.Use.EMBEDDING, 1, 1 + cells(), width));
    int patch = config.patchSize();
    patches =
        Conv2d.strided(embeddings.at("patch_embeddings.projection"), 3, width, patch, patch, 0);
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(new DinoBlock(config, weights.block("encoder.layer", i)));
    }
    norm = LayerNorm.of(weights.at("layernorm"), width, config.epsilon());
  }

  private long cells() {
    return (long) config.grid() * config.grid();
  }

  private Tensor resized(Tensor table) {
    if (config.grid() == side) {
      return table;
    }
    int from = config.grid();
    Tensor matrix = weights.constant(BicubicMatrix.of(from, side), 1, side, from);
    long width = config.width();
    Tensor rows =
        matrix
            .matmul(table.slice(1, 1, 1 + cells()).reshape(Shape.of(1, from, from * width)))
            .reshape(Shape.of(side, from, width));
    Tensor both = matrix.matmul(rows).reshape(Shape.of(1, (long) side * side, width));
    return Tensor.concat(1, table.slice(1, 0, 1), both);
  }

  /**
   * Returns the patch tokens after the last layer norm.
   *
   * @param pixels in [-1, 1], {@code [batch, 3, height, width]}
   * @return {@code [batch, side · side, width]}, row by row
   */
  public Tensor encode(Tensor pixels) {
    Tensor x = patches.apply(normalised(pixels)).flatten(2, 3).transpose(1, 2);
    Tensor first = classToken.expand(classToken.shape().with(0, pixels.shape().dim(0)));
    x = Tensor.concat(1, first, x).add(positions); // [b, 1 + side², width]
    for (DinoBlock block : blocks) {
      x = block.apply(x);
    }
    return norm.apply(x).slice(1, 1, 1 + (long) side * side);
  }

  /** Returns the image at the teacher's size, with the mean and deviation it was trained on. */
  private Tensor normalised(Tensor pixels) {
    int size = side * config.patchSize();
    int height = (int) pixels.shape().size(2);
    int width = (int) pixels.shape().size(3);
    Tensor down = weights.constant(BicubicMatrix.of(height, size), 1, 1, size, height);
    Tensor across = weights.constant(BicubicMatrix.of(width, size), 1, 1, size, width);
    Tensor resized = down.matmul(pixels).matmul(across.transpose(2, 3)); // [b, 3, size, size]
    return resized
        .add(1)
        .mul(0.5)
        .sub(weights.constant(MEAN, 3, 1, 1))
        .div(weights.constant(DEVIATION, 3, 1, 1));
  }
}
