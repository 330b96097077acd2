package ai.vugen.image;

import ai.vugen.error.InvalidRequestException;
import java.util.Arrays;

/**
 * Scales pictures to one size, byte for byte as Pillow's {@code Image.resize} does: first along
 * rows, then along columns, in fixed point, each pass rounded and clipped to 8 bits. The aspect
 * ratio is not kept.
 *
 * @param width columns of the result, at least 1
 * @param height rows of the result, at least 1
 * @param filter how pixels are weighted
 */
public record Resize(int width, int height, ResizeFilter filter) {
  /**
   * Checks the size.
   *
   * @throws InvalidRequestException if a side is below 1
   */
  public Resize {
    if (width < 1 || height < 1) {
      throw new InvalidRequestException(
          "Cannot resize to %d x %d pixels; both sides must be at least 1."
              .formatted(width, height));
    }
  }

  /**
   * Scales a picture.
   *
   * @throws InvalidRequestException if the result, or the picture scaled along rows only, would
   *     take more than 2 GiB
   */
  public Pixels apply(Pixels pixels) {
    if (pixels.width() == width && pixels.height() == height) {
      return pixels;
    }
    byte[] rgb = scale(pixels.samples(), pixels.width(), pixels.height(), 3);
    return Pixels.wrap(width, height, rgb);
  }

  /**
   * Scales one gray channel.
   *
   * @param gray samples, {@code [fromHeight, fromWidth]}, 0..255 unsigned
   * @return samples, {@code [height, width]}
   * @throws InvalidRequestException if the array does not have fromWidth * fromHeight samples, or
   *     the result would be too large
   */
  public byte[] applyGray(byte[] gray, int fromWidth, int fromHeight) {
    if (fromWidth < 1 || fromHeight < 1 || gray.length != (long) fromWidth * fromHeight) {
      throw new InvalidRequestException(
          "%d samples for a gray image of %d x %d pixels; expected width * height, at least 1."
              .formatted(gray.length, fromWidth, fromHeight));
    }
    byte[] scaled = scale(gray, fromWidth, fromHeight, 1);
    return scaled == gray ? gray.clone() : scaled;
  }

  private byte[] scale(byte[] from, int fromWidth, int fromHeight, int channels) {
    int rowBytes = size(width, 1, channels);
    size(width, Math.max(height, fromHeight), channels);
    byte[] rows = from;
    if (fromWidth != width) {
      rows = alongRows(from, fromWidth * channels, fromHeight, channels, weights(fromWidth, width));
    }
    return fromHeight == height ? rows : alongColumns(rows, rowBytes, weights(fromHeight, height));
  }

  private ResizeWeights weights(int source, int target) {
    return ResizeWeights.of(source, target, filter);
  }

  private static int size(int width, int height, int channels) {
    long size = (long) width * height * channels;
    if (size > Integer.MAX_VALUE - 8) {
      throw new InvalidRequestException(
          "Resizing would take %d x %d pixels in memory; choose a smaller size."
              .formatted(width, height));
    }
    return (int) size;
  }

  private static byte[] alongRows(
      byte[] from, int fromRow, int height, int channels, ResizeWeights weights) {
    byte[] to = new byte[weights.size() * height * channels];
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < weights.size(); x++) {
        int start = y * fromRow + weights.first(x) * channels;
        for (int c = 0; c < channels; c++) {
          to[i++] = weightedSum(from, start + c, channels, weights.of(x));
        }
      }
    }
    return to;
  }

  private static byte weightedSum(byte[] from, int start, int step, int[] weights) {
    int sum = ResizeWeights.half();
    for (int k = 0, at = start; k < weights.length; k++, at += step) {
      sum += (from[at] & 0xff) * weights[k];
    }
    return ResizeWeights.toSample(sum);
  }

  // Whole rows are added up at a time: neighbours in memory, which the JIT compiler vectorises.
  private static byte[] alongColumns(byte[] from, int rowBytes, ResizeWeights weights) {
    byte[] to = new byte[rowBytes * weights.size()];
    int[] sums = new int[rowBytes];
    for (int y = 0; y < weights.size(); y++) {
      Arrays.fill(sums, ResizeWeights.half());
      int[] taps = weights.of(y);
      for (int k = 0; k < taps.length; k++) {
        addRow(from, (weights.first(y) + k) * rowBytes, taps[k], sums);
      }
      for (int x = 0; x < rowBytes; x++) {
        to[y * rowBytes + x] = ResizeWeights.toSample(sums[x]);
      }
    }
    return to;
  }

  private static void addRow(byte[] from, int start, int weight, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += (from[start + x] & 0xff) * weight;
    }
  }
}
