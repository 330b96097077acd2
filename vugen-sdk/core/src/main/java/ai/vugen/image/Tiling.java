package ai.vugen.image;

import ai.vugen.error.InvalidRequestException;

/** How a picture becomes tiles. */
public sealed interface Tiling {
  /** Returns the grid that a picture of this size, in pixels, is cut into. */
  TileGrid grid(int width, int height, int tileSize);

  /** Tells whether the whole picture, as one tile, comes before the tiles of the grid. */
  boolean hasThumbnail();

  /** The whole picture as one tile, its aspect ratio not kept ("vanilla"). */
  record Vanilla() implements Tiling {
    @Override
    public TileGrid grid(int width, int height, int tileSize) {
      return TileGrid.SINGLE;
    }

    @Override
    public boolean hasThumbnail() {
      return false;
    }
  }

  /**
   * The whole picture as one tile, then the picture cut into the tiles of a grid that suits its
   * size ("thumb+tile").
   *
   * @param maxTiles most tiles of the grid, the thumbnail not counted
   */
  record ThumbAndTiles(int maxTiles) implements Tiling {
    /**
     * Checks the number.
     *
     * @throws InvalidRequestException if it is below 1
     */
    public ThumbAndTiles {
      if (maxTiles < 1) {
        throw new InvalidRequestException(
            "At most %d tiles; the number must be at least 1.".formatted(maxTiles));
      }
    }

    @Override
    public TileGrid grid(int width, int height, int tileSize) {
      return TileGrid.choose(width, height, tileSize, maxTiles);
    }

    @Override
    public boolean hasThumbnail() {
      return true;
    }
  }
}
