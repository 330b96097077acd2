package ai.vugen.graph;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.tower.TowerConfig;

/**
 * The shape of one z̃.
 *
 * @param channels channels of a latent
 * @param rows rows of the grid of latents
 * @param columns columns of that grid
 * @param tokens tokens that the generation tower makes of it
 */
public record LatentShape(int channels, int rows, int columns, int tokens) {
  /**
   * The shape of a model's latents.
   *
   * @throws ai.vugen.error.InvalidRequestException if the model cannot draw
   */
  public static LatentShape of(ModelConfig config) {
    TowerConfig tower = Drawing.of(config).tower();
    return new LatentShape(
        tower.channels(), tower.grid().rows(), tower.grid().columns(), tower.tokens().cells());
  }

  /** The number of values. */
  public int size() {
    return channels * rows * columns;
  }
}
