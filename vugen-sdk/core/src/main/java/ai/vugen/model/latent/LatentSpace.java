package ai.vugen.model.latent;

import ai.vugen.model.vision.Grid;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.function.UnaryOperator;

/**
 * The space that a generation tower samples in: what its latents z̃ are made of, and their shape.
 */
public sealed interface LatentSpace permits UnderstandingLatents {
  /** Returns the grid of a latent. */
  Grid grid();

  /** Channels of each cell of the grid. */
  int channels();

  /** Side in pixels of the square picture that becomes a latent. */
  int pictureSize();

  /** Returns the number of values of a latent, {@code [channels, rows, columns]}. */
  default int size() {
    return channels() * grid().cells();
  }

  /**
   * Returns what makes latents of pictures.
   *
   * @param root the root of the model's weights
   * @return pixels in [-1, 1], {@code [batch, 3, pictureSize, pictureSize]}, to z̃, not
   *     standardised, {@code [batch, channels, rows, columns]}
   */
  UnaryOperator<Tensor> encoder(Weights root);

  /**
   * Compares the numbers with each other.
   *
   * @throws ai.vugen.error.ModelIntegrityException if they contradict each other
   */
  void check();
}
