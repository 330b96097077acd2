package ai.vugen.world;

import ai.vugen.image.ResizeFilter;

/**
 * Anti-aliased separable cubic resampling (Catmull-Rom, a = -0.5) of pixels with transparency.
 *
 * <p>The kernel widens with the reduction, so every source pixel counts; colours are weighted by
 * their alpha, so what lies under transparent pixels never bleeds into the edges.
 */
final class Resampler {
  private static final double RADIUS = 2;

  private Resampler() {}

  /** Resizes {@code 0xAARRGGBB} pixels [height, width] to [toHeight, toWidth]. */
  static int[] resize(int[] argb, int width, int height, int toWidth, int toHeight) {
    float[] source = premultiplied(argb); // [height, width, 4]
    float[] wide = new float[height * toWidth * 4];
    Taps columns = Taps.of(width, toWidth);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        columns.sum(source, y * width * 4, 4, x, wide, (y * toWidth + x) * 4);
      }
    }
    float[] result = new float[toHeight * toWidth * 4];
    Taps rows = Taps.of(height, toHeight);
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        rows.sum(wide, x * 4, toWidth * 4, y, result, (y * toWidth + x) * 4);
      }
    }
    return straight(result);
  }

  private static float[] premultiplied(int[] argb) {
    float[] channels = new float[argb.length * 4];
    for (int i = 0; i < argb.length; i++) {
      float alpha = (argb[i] >>> 24) / 255f;
      channels[4 * i] = alpha * Rgb.red(argb[i]);
      channels[4 * i + 1] = alpha * Rgb.green(argb[i]);
      channels[4 * i + 2] = alpha * Rgb.blue(argb[i]);
      channels[4 * i + 3] = alpha;
    }
    return channels;
  }

  private static int[] straight(float[] channels) {
    int[] argb = new int[channels.length / 4];
    for (int i = 0; i < argb.length; i++) {
      float alpha = Math.max(0, Math.min(1, channels[4 * i + 3]));
      int opacity = Math.round(alpha * 255);
      if (opacity > 0) {
        int red = Math.round(channels[4 * i] / alpha);
        int green = Math.round(channels[4 * i + 1] / alpha);
        int blue = Math.round(channels[4 * i + 2] / alpha);
        argb[i] = opacity << 24 | Rgb.of(red, green, blue);
      }
    }
    return argb;
  }

  /** The source pixels and weights of every target pixel along one axis. */
  @SuppressWarnings("ArrayRecordComponent") // a table, never compared
  private record Taps(int[] first, float[][] weights) {
    static Taps of(int from, int to) {
      double scale = (double) from / to;
      double stretch = Math.max(1, scale);
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) Math.floor(centre - RADIUS * stretch + 0.5));
        int end = Math.min(from, (int) Math.floor(centre + RADIUS * stretch + 0.5));
        double sum = 0;
        double[] raw = new double[end - begin];
        for (int j = 0; j < raw.length; j++) {
          raw[j] = ResizeFilter.BICUBIC.weight((begin + j + 0.5 - centre) / stretch);
          sum += raw[j];
        }
        first[i] = begin;
        weights[i] = new float[raw.length];
        for (int j = 0; j < raw.length; j++) {
          weights[i][j] = (float) (raw[j] / sum);
        }
      }
      return new Taps(first, weights);
    }

    void sum(float[] source, int offset, int stride, int i, float[] target, int at) {
      float red = 0;
      float green = 0;
      float blue = 0;
      float alpha = 0;
      int place = offset + first[i] * stride;
      for (float weight : weights[i]) {
        red += weight * source[place];
        green += weight * source[place + 1];
        blue += weight * source[place + 2];
        alpha += weight * source[place + 3];
        place += stride;
      }
      target[at] = red;
      target[at + 1] = green;
      target[at + 2] = blue;
      target[at + 3] = alpha;
    }
  }
}
