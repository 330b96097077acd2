package ai.vugen.model.tower;

import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.vision.Grid;

/**
 * The numbers of a generation tower.
 *
 * @param language the language model whose layers it mirrors and whose keys and values it reads
 * @param grid the grid of latents
 * @param channels channels of a latent
 * @param patch side of the square of latents that makes one token
 * @param timeChannels channels of the sinusoid of the time
 */
public record TowerConfig(
    LanguageConfig language, Grid grid, int channels, int patch, int timeChannels) {
  /** Returns the grid of tokens. */
  public Grid tokens() {
    return new Grid(grid.rows() / patch, grid.columns() / patch);
  }

  /** Channels of one token's patch of latents. */
  public int patchChannels() {
    return patch * patch * channels;
  }
}
