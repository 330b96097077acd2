package ai.vugen.world;

import ai.vugen.error.InvalidImageException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One drawing, cut to the tight box of its visible pixels.
 *
 * <p>Its tone curve puts the drawing's own brightness on a colour ramp: the median brightness of
 * the drawing becomes the pure colour, its dark lines stay dark and its highlights light. So a dark
 * spider and a white sheep both become clearly red, and both keep their outlines.
 */
final class Sprite {
  private static final int VISIBLE = 16;
  private static final int OPAQUE = 200;
  private static final int RIM_SAMPLES = 64;
  private static final int ALIKE_SQUARED = 70 * 70;
  private static final double SPREAD = 0.35; // of the ramp, from the median to 5 % and to 95 %
  private static final double LEAST_SPAN = 70; // of brightness, so that flat areas stay flat

  private final int width;
  private final int height;
  private final int[] argb; // [height, width], not premultiplied
  private final byte[] tones; // [256] ramp place by luma
  private final int[] rim; // colours along the outline

  private Sprite(int width, int height, int[] argb) {
    this.width = width;
    this.height = height;
    this.argb = argb;
    this.tones = tones(argb);
    this.rim = rim(width, height, argb);
  }

  /** Cuts a drawing to its visible pixels. */
  static Sprite of(BufferedImage image, Path file) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] all = image.getRGB(0, 0, width, height, null, 0, width);
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int i = 0; i < all.length; i++) {
      if (all[i] >>> 24 >= VISIBLE) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
      }
    }
    if (right < 0) {
      throw new InvalidImageException(
          file + " is fully transparent; expected a drawing on a transparent ground. Replace it.");
    }
    int w = right - left + 1;
    int h = bottom - top + 1;
    int[] cut = new int[w * h];
    for (int y = 0; y < h; y++) {
      System.arraycopy(all, (top + y) * width + left, cut, y * w, w);
    }
    return new Sprite(w, h, cut);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Pixels as {@code 0xAARRGGBB}, not premultiplied; not to be changed. */
  int[] argb() {
    return argb;
  }

  /** Width in pixels when the longer side has the given length. */
  int widthAt(int size) {
    return Math.max(1, Math.round((float) size * width / Math.max(width, height)));
  }

  /** Height in pixels when the longer side has the given length. */
  int heightAt(int size) {
    return Math.max(1, Math.round((float) size * height / Math.max(width, height)));
  }

  /** Place on a colour ramp, 0..255, of one of this drawing's colours. */
  int tone(int rgb) {
    return tones[Rgb.luma(rgb)] & 255;
  }

  /** Share of the outline, 0..1, that can hardly be told from a background of this colour. */
  double hidden(ObjectColour colour, int background) {
    int hidden = 0;
    for (int pixel : rim) {
      int shown = colour.isTint() ? colour.at(tone(pixel)) : pixel;
      hidden += Rgb.distanceSquared(shown, background) < ALIKE_SQUARED ? 1 : 0;
    }
    return (double) hidden / rim.length;
  }

  private static byte[] tones(int[] argb) {
    int[] lumas =
        Arrays.stream(argb).filter(pixel -> pixel >>> 24 >= OPAQUE).map(Rgb::luma).toArray();
    if (lumas.length == 0) {
      lumas = Arrays.stream(argb).map(Rgb::luma).toArray();
    }
    Arrays.sort(lumas);
    double median = lumas[lumas.length / 2];
    double below = Math.max(LEAST_SPAN, median - lumas[lumas.length / 20]);
    double above = Math.max(LEAST_SPAN, lumas[lumas.length * 19 / 20] - median);
    byte[] tones = new byte[256];
    for (int luma = 0; luma < 256; luma++) {
      double place = 0.5 + SPREAD * (luma - median) / (luma < median ? below : above);
      tones[luma] = (byte) Math.round(255 * Math.max(0, Math.min(1, place)));
    }
    return tones;
  }

  private static int[] rim(int width, int height, int[] argb) {
    int[] found =
        IntStream.range(0, argb.length)
            .filter(i -> argb[i] >>> 24 >= OPAQUE && nearOutside(i, width, height, argb))
            .map(i -> argb[i])
            .toArray();
    if (found.length == 0) {
      found = argb;
    }
    int[] samples = new int[Math.min(RIM_SAMPLES, found.length)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = found[(int) ((long) i * found.length / samples.length)] & 0xFFFFFF;
    }
    return samples;
  }

  private static boolean nearOutside(int i, int width, int height, int[] argb) {
    int x = i % width;
    int y = i / width;
    int reach = 2;
    return x < reach
        || y < reach
        || x >= width - reach
        || y >= height - reach
        || argb[i - reach] >>> 24 < VISIBLE
        || argb[i + reach] >>> 24 < VISIBLE
        || argb[i - reach * width] >>> 24 < VISIBLE
        || argb[i + reach * width] >>> 24 < VISIBLE;
  }
}
