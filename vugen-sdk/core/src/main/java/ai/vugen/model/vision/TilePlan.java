package ai.vugen.model.vision;

import ai.vugen.image.Pixels;
import ai.vugen.image.TileGrid;
import ai.vugen.image.Tiling;

/**
 * How one picture is cut: planned once, so that the prompt has room for as many tiles as the
 * processor makes.
 *
 * @param grid the tiles, the thumbnail not counted
 * @param hasThumbnail whether the whole picture, as one tile, comes before them
 */
public record TilePlan(TileGrid grid, boolean hasThumbnail) {
  /** The whole picture as one tile. */
  public static final TilePlan SINGLE = new TilePlan(TileGrid.SINGLE, false);

  /**
   * Returns how a picture is cut.
   *
   * @param tileSize side of a tile in pixels
   */
  public static TilePlan of(Pixels picture, Tiling tiling, int tileSize) {
    return new TilePlan(
        tiling.grid(picture.width(), picture.height(), tileSize), tiling.hasThumbnail());
  }

  /** Returns the number of tiles, with the thumbnail. */
  public int tiles() {
    return hasThumbnail ? grid.tiles() + 1 : grid.tiles();
  }
}
