package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.image.ImagePlanes;
import ai.vugen.evaluation.image.ResizeKernel;
import ai.vugen.image.Pixels;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import java.util.List;
import java.util.Locale;

/**
 * What a network is fed of a picture: numbers {@code [3, side, side]}. It belongs to the network as
 * much as its weights do, so it is part of an extractor's name.
 */
public sealed interface PictureInput permits PictureInput.Inception, PictureInput.Normalized {
  /** CLIP as OpenAI trained it, with sides of 224. */
  PictureInput CLIP =
      new Normalized(
          "clip",
          224,
          224,
          List.of(0.48145466, 0.4578275, 0.40821073),
          List.of(0.26862954, 0.26130258, 0.27577711));

  /** DINOv2 as its published processor has it: 224 of 256 pixels, statistics of ImageNet. */
  PictureInput DINOV2 =
      new Normalized(
          "dinov2", 256, 224, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Its name for the protocol of a result. */
  String name();

  /** Rows and columns of what is fed. */
  int side();

  /** Returns the numbers for a picture, {@code [3, side, side]}. */
  float[] of(Pixels picture);

  /**
   * What the Inception network of FID is fed by the tools that compute it, 299 by 299.
   *
   * @param kernel how the picture is resized, and to which range
   */
  record Inception(ResizeKernel kernel) implements PictureInput {
    private static final int SIDE = 299;

    @Override
    public String name() {
      return kernel.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int side() {
      return SIDE;
    }

    @Override
    public float[] of(Pixels picture) {
      ImagePlanes planes = ImagePlanes.of(List.of(picture));
      double[] values = kernel.networkInput(kernel.resize(planes, SIDE, SIDE)).values();
      float[] numbers = new float[values.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) values[i];
      }
      return numbers;
    }
  }

  /**
   * Shorter side resized (bicubic, to bytes, as Pillow does), middle cut out, in [0, 1], minus mean
   * and divided by deviation.
   *
   * @param name its name for the protocol
   * @param resized length of the shorter side, from {@code side} on
   * @param side of what is cut out of the middle, 1 or more
   * @param mean of red, green and blue
   * @param deviation of red, green and blue, above 0
   */
  record Normalized(String name, int resized, int side, List<Double> mean, List<Double> deviation)
      implements PictureInput {
    private static final int CHANNELS = 3;

    /**
     * @throws ai.vugen.error.InvalidRequestException if a number is out of range
     */
    public Normalized {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
      Arguments.require(side >= 1, "side", side, "1 or more");
      Arguments.require(resized >= side, "resized side", resized, side + " (the side) or more");
      Arguments.require(mean.size() == CHANNELS, "mean", mean, "three numbers");
      Arguments.require(
          deviation.size() == CHANNELS && deviation.stream().allMatch(value -> value > 0),
          "deviation",
          deviation,
          "three numbers above 0");
    }

    @Override
    public float[] of(Pixels picture) {
      Pixels small = shrink(picture);
      int left = (small.width() - side) / 2;
      int top = (small.height() - side) / 2;
      byte[] rgb = small.rgb();
      float[] numbers = new float[CHANNELS * side * side];
      for (int i = 0; i < numbers.length; i++) {
        int channel = i / (side * side);
        int row = top + i / side % side;
        int at = (row * small.width() + left + i % side) * CHANNELS + channel;
        numbers[i] =
            (float) (((rgb[at] & 255) / 255.0 - mean.get(channel)) / deviation.get(channel));
      }
      return numbers;
    }

    private Pixels shrink(Pixels picture) {
      int shorter = Math.min(picture.width(), picture.height());
      int width = (int) ((long) picture.width() * resized / shorter);
      int height = (int) ((long) picture.height() * resized / shorter);
      return new Resize(width, height, ResizeFilter.BICUBIC).apply(picture);
    }
  }
}
