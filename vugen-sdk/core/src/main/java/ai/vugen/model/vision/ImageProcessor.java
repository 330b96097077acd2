package ai.vugen.model.vision;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import ai.vugen.image.TileGrid;

/**
 * Turns pictures into the vision encoder's input as the Perception Language Model does: bicubic
 * resize on 8-bit samples, equal to Pillow's, then {@code (v / 255 - mean) / std} in float32.
 *
 * @param tileSize side of a tile in pixels
 * @param mean subtracted from every channel, of samples in [0, 1]
 * @param std divided by after that
 */
public record ImageProcessor(int tileSize, float mean, float std) {
  private static final int CHANNELS = 3;

  /**
   * Checks the numbers.
   *
   * @throws InvalidRequestException if the tile size is below 1, or mean or std is not finite, or
   *     std is zero
   */
  public ImageProcessor {
    if (tileSize < 1 || !Float.isFinite(mean) || !Float.isFinite(std) || std == 0) {
      throw new InvalidRequestException(
          "Image processor with tile size %d, mean %s, std %s; expected a size of at least 1 and finite numbers, std not 0."
              .formatted(tileSize, mean, std));
    }
  }

  /** An image processor whose mean and std are 0.5, so that values lie in [-1, 1]. */
  public ImageProcessor(int tileSize) {
    this(tileSize, 0.5f, 0.5f);
  }

  /** Resizes, cuts and norms a picture, as planned for it. */
  public ImageTiles process(Pixels picture, TilePlan plan) {
    int first = plan.hasThumbnail() ? 1 : 0;
    int count = plan.tiles();
    float[] values = new float[Math.multiplyExact(count, tileLength())]; // [count, 3, size, size]
    if (plan.hasThumbnail()) {
      put(picture, TileGrid.SINGLE, values, 0);
    }
    put(picture, plan.grid(), values, first);
    return new ImageTiles(values, count, tileSize, plan.grid());
  }

  private int tileLength() {
    return Math.multiplyExact(CHANNELS, Math.multiplyExact(tileSize, tileSize));
  }

  private void put(Pixels picture, TileGrid grid, float[] values, int firstTile) {
    Pixels canvas =
        new Resize(grid.columns() * tileSize, grid.rows() * tileSize, ResizeFilter.BICUBIC)
            .apply(picture);
    float[] normed = normed();
    int to = firstTile * tileLength();
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        for (int c = 0; c < CHANNELS; c++) {
          for (int y = 0; y < tileSize; y++) {
            for (int x = 0; x < tileSize; x++) {
              values[to++] = normed[canvas.sample(column * tileSize + x, row * tileSize + y, c)];
            }
          }
        }
      }
    }
  }

  // The value of every sample, 0..255, in the reference's order of operations.
  private float[] normed() {
    float[] normed = new float[256];
    for (int v = 0; v < normed.length; v++) {
      normed[v] = (v / 255f - mean) / std;
    }
    return normed;
  }
}
