package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;
import ai.vugen.image.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * An immutable batch of images or feature maps as planes of finite numbers: [images, channels,
 * height, width].
 */
public final class ImagePlanes {
  private static final int RGB = 3;

  private final double[] values;
  private final int images;
  private final int channels;
  private final int height;
  private final int width;

  private ImagePlanes(double[] values, int images, int channels, int height, int width) {
    this.values = values;
    this.images = images;
    this.channels = channels;
    this.height = height;
    this.width = width;
    Arguments.require(
        images >= 1 && channels >= 1 && height >= 1 && width >= 1,
        "shape of the planes",
        shape(),
        "sizes of 1 or more");
    long elements = Math.multiplyExact((long) images * channels, (long) height * width);
    Arguments.require(
        values.length == elements,
        "number of values for shape " + shape(),
        values.length,
        "" + elements);
    Arguments.requireFinite(values, "planes");
  }

  /**
   * Makes a batch of numbers in row-major order; the array is copied.
   *
   * @throws ai.vugen.error.InvalidRequestException if a size is below 1, the array has another
   *     length, or a number is not finite
   */
  public static ImagePlanes of(double[] values, int images, int channels, int height, int width) {
    return new ImagePlanes(values.clone(), images, channels, height, width);
  }

  /**
   * As {@link #of(double[], int, int, int, int)}, with numbers that are widened to double first.
   */
  public static ImagePlanes of(float[] values, int images, int channels, int height, int width) {
    double[] widened = new double[values.length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = values[i];
    }
    return new ImagePlanes(widened, images, channels, height, width);
  }

  /**
   * Makes a batch of pictures of one size: [images, 3, height, width] with values 0 to 255.
   *
   * @throws ai.vugen.error.InvalidRequestException if there is no picture, or sizes differ
   */
  public static ImagePlanes of(List<Pixels> pictures) {
    Arguments.require(!pictures.isEmpty(), "number of pictures", 0, "1 or more");
    int height = pictures.get(0).height();
    int width = pictures.get(0).width();
    int area = height * width;
    double[] values = new double[Math.multiplyExact(pictures.size() * RGB, area)];
    for (int image = 0; image < pictures.size(); image++) {
      Pixels picture = pictures.get(image);
      Arguments.require(
          picture.height() == height && picture.width() == width,
          "size of picture " + image,
          picture.width() + " x " + picture.height(),
          width + " x " + height + " as of the first; resize or compare one by one");
      byte[] rgb = picture.rgb();
      for (int i = 0; i < rgb.length; i++) {
        values[(image * RGB + i % RGB) * area + i / RGB] = Byte.toUnsignedInt(rgb[i]);
      }
    }
    return new ImagePlanes(values, pictures.size(), RGB, height, width);
  }

  /** Returns the number of images. */
  public int images() {
    return images;
  }

  /** Returns the number of channels of an image. */
  public int channels() {
    return channels;
  }

  /** Returns the number of rows of a plane. */
  public int height() {
    return height;
  }

  /** Returns the number of columns of a plane. */
  public int width() {
    return width;
  }

  /** Returns a copy of the numbers in row-major order. */
  public double[] values() {
    return values.clone();
  }

  /**
   * Returns the planes with lower numbers raised to {@code low} and higher ones cut to {@code
   * high}.
   */
  public ImagePlanes clamped(double low, double high) {
    return map(value -> Math.max(low, Math.min(high, value)));
  }

  /** Returns the difference of the largest and the smallest number of the batch. */
  public double range() {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    return largest - smallest;
  }

  /** Returns the planes with a function applied to every number. */
  ImagePlanes map(DoubleUnaryOperator function) {
    return new ImagePlanes(
        Arrays.stream(values).map(function).toArray(), images, channels, height, width);
  }

  /** Returns a copy of one plane [height, width]. */
  double[] plane(int image, int channel) {
    int from = from(image, channel);
    return Arrays.copyOfRange(values, from, from + area());
  }

  /** Returns where a plane begins among the values. */
  int from(int image, int channel) {
    return (image * channels + channel) * area();
  }

  /** Returns the number of elements of a plane. */
  int area() {
    return height * width;
  }

  /** Returns an element by its place in the values. */
  double at(int index) {
    return values[index];
  }

  /** Refuses planes of another shape. */
  void requireSameShape(ImagePlanes other) {
    Arguments.require(
        shape().equals(other.shape()),
        "shape of the second batch",
        other.shape(),
        shape() + " as of the first");
  }

  private String shape() {
    return "[" + images + ", " + channels + ", " + height + ", " + width + "]";
  }

  @Override
  public String toString() {
    return "ImagePlanes" + shape();
  }
}
