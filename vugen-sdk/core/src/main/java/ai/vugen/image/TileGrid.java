package ai.vugen.image;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many tiles a picture is cut into (Perception Language Model, "thumb+tile").
 *
 * @param columns tiles side by side, at least 1
 * @param rows tiles one above the other, at least 1
 */
public record TileGrid(int columns, int rows) {
  /** The grid of a picture that is one tile. */
  public static final TileGrid SINGLE = new TileGrid(1, 1);

  /**
   * Checks the numbers.
   *
   * @throws InvalidRequestException if one is below 1
   */
  public TileGrid {
    if (columns < 1 || rows < 1) {
      throw new InvalidRequestException(
          "A grid of %d x %d tiles; both numbers must be at least 1.".formatted(columns, rows));
    }
  }

  /** Returns the number of tiles. */
  public int tiles() {
    return columns * rows;
  }

  /**
   * Chooses the grid for a picture. Among the grids whose canvas holds the unscaled picture, it is
   * the one in which the picture, enlarged with its aspect ratio kept, has the longest short side,
   * the last of equals. If no canvas holds it, it is the largest grid of the nearest aspect ratio
   * that is not wider (landscape) or not taller (portrait) than the picture.
   *
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   * @param tileSize side of a tile in pixels
   * @param maxTiles most tiles, at least 1
   */
  public static TileGrid choose(int width, int height, int tileSize, int maxTiles) {
    Collection<List<TileGrid>> candidates = candidates(maxTiles);
    TileGrid best = null;
    double longest = 0;
    for (List<TileGrid> sameRatio : candidates) {
      for (TileGrid grid : sameRatio) {
        double side = grid.shortSideOf(width, height, tileSize);
        if (grid.holds(width, height, tileSize) && side >= longest) {
          best = grid;
          longest = side;
        }
      }
    }
    return best != null ? best : nearest(candidates, (double) width / height);
  }

  /**
   * Returns all grids of at most maxTiles tiles by aspect ratio, in the order in which they are
   * tried: by falling number of tiles, then rising number of columns; a ratio stands where its
   * first grid does.
   */
  static Collection<List<TileGrid>> candidates(int maxTiles) {
    Map<Double, List<TileGrid>> byRatio = new LinkedHashMap<>();
    for (int tiles = maxTiles; tiles >= 1; tiles--) {
      for (int columns = 1; columns <= tiles; columns++) {
        if (tiles % columns == 0) {
          TileGrid grid = new TileGrid(columns, tiles / columns);
          byRatio.computeIfAbsent(grid.ratio(), ratio -> new ArrayList<>()).add(grid);
        }
      }
    }
    return byRatio.values();
  }

  private double ratio() {
    return (double) columns / rows;
  }

  private boolean holds(int width, int height, int tileSize) {
    return (long) columns * tileSize >= width && (long) rows * tileSize >= height;
  }

  // Rounded down as in the original, since ties between canvases decide.
  private double shortSideOf(int width, int height, int tileSize) {
    double ratio = (double) width / height;
    double factor =
        Math.min((double) columns * tileSize / width, (double) rows * tileSize / height);
    if (ratio > 1) {
      return Math.floor(factor * width / ratio);
    }
    return ratio < 1 ? Math.floor(factor * height * ratio) : factor * height;
  }

  private static TileGrid nearest(Collection<List<TileGrid>> candidates, double ratio) {
    ToDoubleFunction<TileGrid> distance =
        ratio >= 1
            ? grid -> Math.abs(grid.ratio() - ratio)
            : grid -> Math.abs(1 / grid.ratio() - 1 / ratio);
    return candidates.stream()
        .map(sameRatio -> sameRatio.get(0)) // the largest comes first
        .filter(grid -> ratio >= 1 ? grid.ratio() <= ratio : grid.ratio() > ratio)
        .min(Comparator.comparingDouble(distance))
        .orElseThrow();
  }
}
