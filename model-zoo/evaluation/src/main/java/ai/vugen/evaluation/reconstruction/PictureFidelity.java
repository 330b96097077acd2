package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.Moments;
import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.evaluation.image.ImagePlanes;
import ai.vugen.evaluation.image.PeakSignalNoise;
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
                first,
                second,
                StructuralSimilarity.Window.GAUSSIAN_11,
                StructuralSimilarity.Border.VALID,
                RANGE)
            .mean());
  }

  /**
   * How near the pictures of a split are to their originals.
   *
   * @param steps decoder steps with which they were decoded
   * @param psnr of the scenes, in decibels
   * @param ssim of the scenes, at most 1
   * @param frechet distance of the decoded pictures as a set from the originals as a set; with the
   *     features of an Inception network it would be the rFID
   */
  public record Summary(int steps, Spread psnr, Spread ssim, FrechetDistance frechet) {
    /** Sums up scenes, at least one. */
    static Summary of(int steps, List<PictureFidelity> scenes, FrechetDistance frechet) {
      return new Summary(
          steps,
          Spread.of(scenes.stream().map(PictureFidelity::psnr).toList()),
          Spread.of(scenes.stream().map(PictureFidelity::ssim).toList()),
          frechet);
    }
  }

  /**
   * Scores of many scenes.
   *
   * @param mean their mean
   * @param deviation their standard deviation as a whole population, divided by N
   */
  public record Spread(double mean, double deviation) {
    /** Sums up scores, at least one. */
    static Spread of(List<Double> scores) {
      return new Spread(Moments.mean(scores), Moments.populationDeviation(scores));
    }
  }
}
