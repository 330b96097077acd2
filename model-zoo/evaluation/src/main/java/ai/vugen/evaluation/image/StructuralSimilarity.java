package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The structural similarity (SSIM) of images and their originals, at most 1 and 1 only for equal
 * images; inverted ones are below 0.
 *
 * <p>Per window it is {@code (2 m1 m2 + C1)(2 s12 + C2) / ((m1^2 + m2^2 + C1)(s1^2 + s2^2 + C2))}
 * with {@code C1 = (0.01 range)^2} and {@code C2 = (0.03 range)^2}; variances below 0, which
 * rounding produces, count as 0. The score of an image is the mean over its windows and channels.
 * Source: Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural
 * Similarity".
 *
 * @param mean mean of the images' scores
 * @param perImage score of each image
 * @param window weights of a window
 * @param border where windows lie
 * @param dataRange difference of white and black
 */
public record StructuralSimilarity(
    double mean, List<Double> perImage, Window window, Border border, double dataRange) {
  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  /** Makes a result; the list is copied. */
  public StructuralSimilarity {
    perImage = List.copyOf(perImage);
  }

  /**
   * Computes the score of each image with the one at its place in the other batch.
   *
   * @param first [images, channels, height, width]
   * @param second the same shape
   * @param dataRange difference of white and black: 1 for values in [0, 1], 255 for bytes, or
   *     {@link #observedRange}
   * @throws ai.vugen.error.InvalidRequestException if shapes differ, images are too small for the
   *     window, or the range is not a positive number
   */
  public static StructuralSimilarity between(
      ImagePlanes first, ImagePlanes second, Window window, Border border, double dataRange) {
    first.requireSameShape(second);
    Arguments.require(
        dataRange > 0 && dataRange < Double.POSITIVE_INFINITY,
        "data range",
        dataRange,
        "a positive, finite number; 1 for values in [0, 1], 255 for bytes");
    double[] weights = window.weights();
    border.requireFits(weights.length, first.height(), first.width());
    WindowFilter filter =
        new WindowFilter(weights, border.margin(weights.length), first.height(), first.width());
    List<Double> scores = new ArrayList<>(first.images());
    for (int image = 0; image < first.images(); image++) {
      double sum = 0;
      for (int channel = 0; channel < first.channels(); channel++) {
        sum +=
            similarity(
                first.plane(image, channel), second.plane(image, channel), filter, dataRange);
      }
      scores.add(sum / first.channels());
    }
    return new StructuralSimilarity(Moments.mean(scores), scores, window, border, dataRange);
  }

  /**
   * Returns the range that torchmetrics takes if it is given none: the larger difference of maximum
   * and minimum of the two batches. The score of an image then depends on its batch; prefer a fixed
   * range.
   */
  public static double observedRange(ImagePlanes first, ImagePlanes second) {
    return Math.max(first.range(), second.range());
  }

  private static double similarity(
      double[] first, double[] second, WindowFilter filter, double dataRange) {
    double c1 = K1 * dataRange * (K1 * dataRange);
    double c2 = K2 * dataRange * (K2 * dataRange);
    double[] means1 = filter.means(first);
    double[] means2 = filter.means(second);
    double[] squares1 = filter.means(product(first, first));
    double[] squares2 = filter.means(product(second, second));
    double[] products = filter.means(product(first, second));
    double sum = 0;
    for (int i = 0; i < products.length; i++) {
      double m1 = means1[i];
      double m2 = means2[i];
      double variances = Math.max(0, squares1[i] - m1 * m1) + Math.max(0, squares2[i] - m2 * m2);
      double covariance = products[i] - m1 * m2;
      sum +=
          (2 * m1 * m2 + c1)
              * (2 * covariance + c2)
              / ((m1 * m1 + m2 * m2 + c1) * (variances + c2));
    }
    return sum / products.length;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** Where the windows of a structural similarity may lie. */
  public enum Border {
    /**
     * Around every pixel: the image is continued by its mirror image, the pixels at the edge not
     * repeated, so the map has the size of the image. This is the rule of torchmetrics.
     */
    REFLECTED {
      @Override
      int margin(int window) {
        return window / 2;
      }

      @Override
      void requireFits(int window, int height, int width) {
        Arguments.require(
            Math.min(height, width) > window / 2,
            "size of the images",
            width + " x " + height,
            "more than " + window / 2 + " pixels on either side, so that the edge can be mirrored");
      }
    },
    /** Where the window fits completely; the rule of the publication and of many tools. */
    VALID {
      @Override
      int margin(int window) {
        return 0;
      }

      @Override
      void requireFits(int window, int height, int width) {
        Arguments.require(
            Math.min(height, width) >= window,
            "size of the images",
            width + " x " + height,
            window + " pixels or more on either side, or the border REFLECTED");
      }
    };

    /** Returns how many pixels are added on every side for a window of this size. */
    abstract int margin(int window);

    /** Refuses images that are too small. */
    abstract void requireFits(int window, int height, int width);
  }

  /** The weights with which a structural similarity looks at the surroundings of a pixel. */
  public enum Window {
    /** 11 x 11 pixels, a Gaussian of standard deviation 1.5, as published. */
    GAUSSIAN_11 {
      @Override
      double[] weights() {
        double[] weights = new double[11];
        for (int i = 0; i < weights.length; i++) {
          double offset = (i - 5) / 1.5;
          weights[i] = Math.exp(-offset * offset / 2);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
      }
    },
    /** 7 x 7 pixels of equal weight. */
    UNIFORM_7 {
      @Override
      double[] weights() {
        double[] weights = new double[7];
        Arrays.fill(weights, 1.0 / weights.length);
        return weights;
      }
    };

    /** Returns the weights along either axis, an odd number of sum 1. */
    abstract double[] weights();
  }
}
