package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * The learned perceptual image patch similarity (LPIPS) of images and their originals, 0 for equal
 * images, from the feature maps of a network that the caller runs.
 *
 * <p>In every layer the channels of each pixel are divided by their norm (plus 1e-10); the squared
 * differences are weighted, added over the channels and averaged over the pixels; the distance is
 * the sum over the layers. Source: Zhang et al. 2018, "The Unreasonable Effectiveness of Deep
 * Features as a Perceptual Metric", equation 1.
 *
 * @param mean mean of the images' distances
 * @param perImage distance of each image
 * @param perLayer [images][layers], what each layer adds
 * @param network name of the network that the weights belong to
 */
public record PerceptualDistance(
    double mean, List<Double> perImage, List<List<Double>> perLayer, String network) {
  private static final double EPSILON = 1e-10;

  // The published constants are rounded to float.
  private static final double[] SHIFT = {-.030f, -.088f, -.188f};
  private static final double[] SCALE = {.458f, .448f, .450f};

  /** Makes a result; the lists are copied. */
  public PerceptualDistance {
    perImage = List.copyOf(perImage);
    perLayer = perLayer.stream().map(List::copyOf).toList();
  }

  /**
   * Scales images to what the networks of version 0.1 take, {@code (x - shift) / scale} per
   * channel; version 0.0 takes them as they are.
   *
   * @param images [images, 3, height, width], RGB in [-1, 1]
   * @throws ai.vugen.error.InvalidRequestException unless there are three channels
   */
  public static ImagePlanes networkInput(ImagePlanes images) {
    Arguments.require(
        images.channels() == SHIFT.length,
        "number of channels",
        images.channels(),
        SHIFT.length + ", red, green and blue; repeat a gray plane");
    double[] values = images.values();
    for (int i = 0; i < values.length; i++) {
      int channel = i / images.area() % SHIFT.length;
      values[i] = (values[i] - SHIFT[channel]) / SCALE[channel];
    }
    return ImagePlanes.of(
        values, images.images(), images.channels(), images.height(), images.width());
  }

  /**
   * Computes the distance of each image to the one at its place in the other batch.
   *
   * @param first feature maps [images, channels, height, width] per layer; layers differ in all but
   *     the images
   * @param second the same shapes
   * @param weights weights of as many layers and channels
   * @throws ai.vugen.error.InvalidRequestException if a number of layers, a shape or a number of
   *     channels does not fit the others
   */
  public static PerceptualDistance between(
      List<ImagePlanes> first, List<ImagePlanes> second, LayerWeights weights) {
    requireLayers(first, weights);
    requireLayers(second, weights);
    List<List<Double>> perLayer = new ArrayList<>();
    List<Double> perImage = new ArrayList<>();
    for (int image = 0; image < first.get(0).images(); image++) {
      List<Double> layers = new ArrayList<>(weights.count());
      for (int layer = 0; layer < weights.count(); layer++) {
        first.get(layer).requireSameShape(second.get(layer));
        double[] channels = weights.layers().get(layer);
        layers.add(distance(first.get(layer), second.get(layer), channels, image));
      }
      perLayer.add(layers);
      perImage.add(layers.stream().mapToDouble(Double::doubleValue).sum());
    }
    return new PerceptualDistance(Moments.mean(perImage), perImage, perLayer, weights.network());
  }

  private static void requireLayers(List<ImagePlanes> maps, LayerWeights weights) {
    Arguments.require(
        maps.size() == weights.count(),
        "number of layers",
        maps.size(),
        weights.count() + ", the layers of " + weights.network());
    for (int layer = 0; layer < maps.size(); layer++) {
      Arguments.require(
          maps.get(layer).channels() == weights.layers().get(layer).length,
          "number of channels of layer " + layer,
          maps.get(layer).channels(),
          weights.layers().get(layer).length + ", the channels of " + weights.network());
      Arguments.require(
          maps.get(layer).images() == maps.get(0).images(),
          "number of images of layer " + layer,
          maps.get(layer).images(),
          maps.get(0).images() + " as of the first layer");
    }
  }

  private static double distance(
      ImagePlanes first, ImagePlanes second, double[] weights, int image) {
    double sum = 0;
    for (int pixel = 0; pixel < first.area(); pixel++) {
      double norm1 = norm(first, image, pixel);
      double norm2 = norm(second, image, pixel);
      for (int channel = 0; channel < weights.length; channel++) {
        int at = first.from(image, channel) + pixel;
        double difference = first.at(at) / norm1 - second.at(at) / norm2;
        sum += weights[channel] * difference * difference;
      }
    }
    return sum / first.area();
  }

  private static double norm(ImagePlanes maps, int image, int pixel) {
    double sum = 0;
    for (int channel = 0; channel < maps.channels(); channel++) {
      double value = maps.at(maps.from(image, channel) + pixel);
      sum += value * value;
    }
    return Math.sqrt(sum) + EPSILON;
  }

  /**
   * The weights of the channels of each layer that a perceptual distance looks at, as learned from
   * human judgements.
   *
   * @param network name of the network whose layers they belong to, such as "alex"
   * @param layers [channels] per layer, finite and 0 or more; shared as they are
   */
  public record LayerWeights(String network, List<double[]> layers) {
    /**
     * @throws ai.vugen.error.InvalidRequestException if there is no layer, or a layer is empty or
     *     has a weight that is negative or not finite
     */
    public LayerWeights {
      layers = List.copyOf(layers);
      Arguments.require(!layers.isEmpty(), "number of layers", 0, "1 or more");
      for (int layer = 0; layer < layers.size(); layer++) {
        double[] weights = layers.get(layer);
        String name = "weights of layer " + layer;
        Arguments.require(
            weights.length >= 1, "number of " + name, weights.length, "one per channel");
        Arguments.requireFinite(weights, name);
        for (double weight : weights) {
          Arguments.require(weight >= 0, "one of the " + name, weight, "0 or more");
        }
      }
    }

    /** Returns the number of layers. */
    public int count() {
      return layers.size();
    }
  }
}
