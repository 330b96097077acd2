package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * An immutable RGB picture, 8 bits a channel, rows from top to bottom. Equal pixels make equal
 * objects.
 */
public final class Pixels {
  private final int width;
  private final int height;
  private final byte[] rgb; // [height, width, 3]

  private Pixels(int width, int height, byte[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * Makes a picture of interleaved samples {@code [height, width, 3]}, each byte 0..255 unsigned;
   * the array is copied.
   *
   * @throws InvalidImageException if a side is below 1 or the array has another length
   */
  public static Pixels of(int width, int height, byte[] rgb) {
    return wrap(width, height, rgb.clone());
  }

  /** As {@link #of}, but keeps the array, which nobody may write to from now on. */
  static Pixels wrap(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1) {
      throw new InvalidImageException(
          "The image is %d x %d pixels; both sides must be at least 1.".formatted(width, height));
    }
    if (rgb.length != 3L * width * height) {
      throw new InvalidImageException(
          "%d bytes for an RGB image of %d x %d pixels; expected width * height * 3 = %d."
              .formatted(rgb.length, width, height, 3L * width * height));
    }
    return new Pixels(width, height, rgb);
  }

  /**
   * Takes the stored colours of an image as Pillow's {@code convert("RGB")} does: alpha is dropped,
   * not blended; gray is copied to the three channels without a change of gamma; palettes are
   * looked up; of 16-bit samples the high byte is taken (for gray too, where Pillow clips at 255).
   * Samples in an RGB space are taken as they are, whatever the space's profile.
   */
  public static Pixels from(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    if (storesPlainSamples(image.getColorModel())) {
      copySamples(image, rgb);
    } else {
      copyConverted(image, rgb);
    }
    return wrap(width, height, rgb);
  }

  // getRGB() would pass gray and profiled samples through a colour conversion.
  private static boolean storesPlainSamples(ColorModel model) {
    int space = model.getColorSpace().getType();
    int stored = model.getTransferType();
    return model instanceof ComponentColorModel
        && !model.isAlphaPremultiplied()
        && (space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY)
        && (stored == DataBuffer.TYPE_BYTE || stored == DataBuffer.TYPE_USHORT)
        && model.getComponentSize(0) >= 8;
  }

  private static void copySamples(BufferedImage image, byte[] rgb) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    int shift = image.getColorModel().getComponentSize(0) - 8;
    int green = bands >= 3 ? 1 : 0;
    int blue = bands >= 3 ? 2 : 0;
    int[] row = new int[width * bands];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int from = 0; from < row.length; from += bands) {
        rgb[to++] = (byte) (row[from] >> shift);
        rgb[to++] = (byte) (row[from + green] >> shift);
        rgb[to++] = (byte) (row[from + blue] >> shift);
      }
    }
  }

  private static void copyConverted(BufferedImage image, byte[] rgb) {
    int[] row = new int[image.getWidth()];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int color : row) {
        rgb[to++] = (byte) (color >> 16);
        rgb[to++] = (byte) (color >> 8);
        rgb[to++] = (byte) color;
      }
    }
  }

  /** Returns the number of columns, at least 1. */
  public int width() {
    return width;
  }

  /** Returns the number of rows, at least 1. */
  public int height() {
    return height;
  }

  /** Returns a copy of the samples, {@code [height, width, 3]}, red first. */
  public byte[] rgb() {
    return rgb.clone();
  }

  /** Returns the samples themselves, for reading only. */
  byte[] samples() {
    return rgb;
  }

  /** Returns one sample, 0..255; channel 0 is red, 1 green, 2 blue. */
  public int sample(int x, int y, int channel) {
    return rgb[(y * width + x) * 3 + channel] & 0xff;
  }

  /** Returns the picture as an opaque image of type {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    int from = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, from += 3) {
        row[x] = (rgb[from] & 0xff) << 16 | (rgb[from + 1] & 0xff) << 8 | (rgb[from + 2] & 0xff);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that && width == that.width && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Pixels[%d x %d]".formatted(width, height);
  }
}
