package ai.vugen.model.vision;

import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * The projector of z into the language model: two linear layers, then the mean of each square of
 * neighbouring tokens (perception_models, {@code core/vision_projector/mlp.py}).
 */
public final class Projector {
  private final Grid grid;
  private final Grid pooled;
  private final Linear linear1;
  private final Linear linear2;
  private final Weights weights;

  /**
   * Takes its parameters from {@code weights}, the scope of the projector.
   *
   * @param grid the grid of the patches that will come
   * @param textWidth channels of the language model
   */
  public Projector(VisionConfig config, Grid grid, int textWidth, Weights weights) {
    this.grid = grid;
    this.weights = weights;
    pooled = new Grid(grid.rows() / config.poolingRatio(), grid.columns() / config.poolingRatio());
    linear1 = Linear.of(weights.at("linear_1"), config.width(), textWidth);
    linear2 = Linear.of(weights.at("linear_2"), textWidth, textWidth);
  }

  /**
   * Projects z.
   *
   * @param z {@code [tiles, patches, width]}
   * @return {@code [tiles, tokens, textWidth]}
   */
  public Tensor project(Tensor z) {
    return pool(unpooled(z));
  }

  /** Returns the projected tokens before pooling, {@code [tiles, patches, textWidth]}. */
  public Tensor unpooled(Tensor z) {
    return linear2.apply(linear1.apply(z).gelu());
  }

  private Tensor pool(Tensor tokens) {
    if (pooled.equals(grid)) {
      return tokens;
    }
    Tensor matrix = weights.constant(poolingMatrix(), 1, pooled.cells(), grid.cells());
    return matrix.matmul(tokens);
  }

  /** Adaptive average pooling: window i of m over n cells is [⌊i n/m⌋, ⌈(i+1) n/m⌉). */
  private float[] poolingMatrix() {
    float[] matrix = new float[pooled.cells() * grid.cells()];
    for (int cell = 0; cell < pooled.cells(); cell++) {
      int top = start(cell / pooled.columns(), grid.rows(), pooled.rows());
      int bottom = end(cell / pooled.columns(), grid.rows(), pooled.rows());
      int left = start(cell % pooled.columns(), grid.columns(), pooled.columns());
      int right = end(cell % pooled.columns(), grid.columns(), pooled.columns());
      float share = 1f / ((bottom - top) * (right - left));
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          matrix[cell * grid.cells() + row * grid.columns() + column] = share;
        }
      }
    }
    return matrix;
  }

  private static int start(int index, int cells, int windows) {
    return index * cells / windows;
  }

  private static int end(int index, int cells, int windows) {
    return -Math.floorDiv(-(index + 1) * cells, windows);
  }
}
