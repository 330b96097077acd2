package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.image.ImagePlanes;
import ai.vugen.evaluation.image.PeakSignalNoise;
import ai.vugen.evaluation.image.SimilarityBorder;
import ai.vugen.evaluation.image.SimilarityWindow;
import ai.vugen.evaluation.image.StructuralSimilarity;
import ai.vugen.image.Pixels;
import java.util.List;

/**
 * How near a picture is to its original.
 *
 * @param psnr {@link PeakSignalNoise} in decibels, 0 to 100; 100 for equal pictures
 * @param ssim {@link StructuralSimilarity}, at most 1; 1 for equal pictures
 */
public record PictureFidelity(double psnr, double ssim) {
  private static final double RANGE = 255;

  /** Least error that counts, 100 dB below the range; the error of one sample is above it. */
  private static final double ERROR_FLOOR = 1e-10 * RANGE * RANGE;

  /**
   * Compares two pictures of 8 bits a channel.
   *
   * @throws ai.vugen.error.InvalidRequestException if their sizes differ or a side is below 11
   *     pixels
   */
  public static PictureFidelity between(Pixels original, Pixels decoded) {
    ImagePlanes first = ImagePlanes.of(List.of(original));
    ImagePlanes second = ImagePlanes.of(List.of(decoded));
    return new PictureFidelity(
        PeakSignalNoise.between(first, second, RANGE, ERROR_FLOOR).mean(),
        StructuralSimilarity.between(
                first, second, SimilarityWindow.GAUSSIAN_11, SimilarityBorder.VALID, RANGE)
            .mean());
  }
}
