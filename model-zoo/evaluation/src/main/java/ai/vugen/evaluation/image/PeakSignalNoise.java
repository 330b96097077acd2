package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The peak signal-to-noise ratio (PSNR) of images and their originals in decibels, {@code 10
 * log10(range^2 / error)} with the mean squared error over channels and pixels. Identical images
 * give infinity unless the error has a floor. Source: the definition in common use, as in Huynh-Thu
 * and Ghanbari 2008, "Scope of Validity of PSNR in Image/Video Quality Assessment".
 *
 * @param mean mean of the images' ratios
 * @param pooled ratio of the mean error of the whole batch; images of small error weigh less in it
 * @param perImage ratio of each image
 * @param dataRange difference of white and black
 * @param errorFloor least error that counts; 0 for none
 */
public record PeakSignalNoise(
    double mean, double pooled, List<Double> perImage, double dataRange, double errorFloor) {
  /** Makes a result; the list is copied. */
  public PeakSignalNoise {
    perImage = List.copyOf(perImage);
  }

  /**
   * Computes the ratio without a floor, see {@link #between(ImagePlanes, ImagePlanes, double,
   * double)}.
   */
  public static PeakSignalNoise between(ImagePlanes first, ImagePlanes second, double dataRange) {
    return between(first, second, dataRange, 0);
  }

  /**
   * Computes the ratio of each image to the one at its place in the other batch.
   *
   * @param first [images, channels, height, width]; values are taken as they are, clamp them first
   *     if the protocol says so
   * @param second the same shape
   * @param dataRange difference of white and black: 1 for values in [0, 1], 255 for bytes
   * @param errorFloor least mean squared error that counts, 0 or more; 1e-10 is common for values
   *     in [0, 1]
   * @throws ai.vugen.error.InvalidRequestException if shapes differ or a number is out of range
   */
  public static PeakSignalNoise between(
      ImagePlanes first, ImagePlanes second, double dataRange, double errorFloor) {
    first.requireSameShape(second);
    Arguments.require(
        dataRange > 0 && dataRange < Double.POSITIVE_INFINITY,
        "data range",
        dataRange,
        "a positive, finite number; 1 for values in [0, 1], 255 for bytes");
    Arguments.require(
        errorFloor >= 0 && errorFloor < Double.POSITIVE_INFINITY,
        "floor of the error",
        errorFloor,
        "a finite number of 0 or more; 0 for none");
    List<Double> errors =
        IntStream.range(0, first.images())
            .mapToObj(image -> squaredError(first, second, image))
            .toList();
    List<Double> ratios =
        errors.stream().map(error -> decibels(error, dataRange, errorFloor)).toList();
    return new PeakSignalNoise(
        Moments.mean(ratios),
        decibels(Moments.mean(errors), dataRange, errorFloor),
        ratios,
        dataRange,
        errorFloor);
  }

  private static double squaredError(ImagePlanes first, ImagePlanes second, int image) {
    int from = first.from(image, 0);
    int to = first.from(image + 1, 0);
    double sum = 0;
    for (int i = from; i < to; i++) {
      double difference = first.at(i) - second.at(i);
      sum += difference * difference;
    }
    return sum / (to - from);
  }

  private static double decibels(double error, double dataRange, double errorFloor) {
    return 10 * Math.log10(dataRange * dataRange / Math.max(error, errorFloor));
  }
}
