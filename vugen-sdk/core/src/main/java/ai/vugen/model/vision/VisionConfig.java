package ai.vugen.model.vision;

/**
 * The numbers of a perception encoder and of its projector.
 *
 * @param imageSize native side of a tile in pixels
 * @param patchSize side of a patch in pixels
 * @param width channels of a token
 * @param layers transformer blocks
 * @param heads attention heads
 * @param mlpWidth hidden width of the MLPs
 * @param poolingRatio side of the square of tokens that the projector averages
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int width,
    int layers,
    int heads,
    int mlpWidth,
    int poolingRatio) {
  /** Layer normalisation epsilon of every perception encoder. */
  static final double EPSILON = 1e-5;

  /**
   * Returns the grid of patches of an image; left-over pixels on the right and below are ignored.
   */
  public Grid grid(int height, int width) {
    return new Grid(height / patchSize, width / patchSize);
  }

  /** Returns the grid of patches of a tile of the native size. */
  public Grid nativeGrid() {
    return grid(imageSize, imageSize);
  }

  /** Channels of one attention head. */
  public int headDim() {
    return width / heads;
  }

  /** Tokens that one native tile becomes in the language model. */
  public int tokensPerTile() {
    Grid grid = nativeGrid();
    return (grid.rows() / poolingRatio) * (grid.columns() / poolingRatio);
  }
}
