package ai.vugen;

import ai.vugen.model.VugenConfig;
import ai.vugen.model.vision.Grid;

/**
 * The shape of one latent z̃.
 *
 * @param channels channels of a latent
 * @param rows rows of the grid of latents
 * @param columns columns of that grid
 * @param tokens tokens that the generation tower makes of it
 */
public record LatentShape(int channels, int rows, int columns, int tokens) {
  static LatentShape of(VugenConfig config) {
    Grid grid = config.latents().grid();
    return new LatentShape(
        config.latents().channels(), grid.rows(), grid.columns(), config.towerTokens());
  }

  /** Returns the number of values. */
  public int size() {
    return channels * rows * columns;
  }
}
