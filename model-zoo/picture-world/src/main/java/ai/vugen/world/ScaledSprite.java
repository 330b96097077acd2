package ai.vugen.world;

/**
 * A drawing at the size in which it appears, ready to be blended in any colour.
 *
 * @param width in pixels
 * @param height in pixels
 * @param argb pixels as {@code 0xAARRGGBB}, not premultiplied, [height, width]
 * @param tones place of each pixel on a colour ramp, 0..255, [height, width]
 */
@SuppressWarnings("ArrayRecordComponent") // bulk pixels, never compared
record ScaledSprite(int width, int height, int[] argb, byte[] tones) {
  private static final int OPAQUE = 128;

  static ScaledSprite of(Sprite sprite, int width, int height) {
    int[] argb = Resampler.resize(sprite.argb(), sprite.width(), sprite.height(), width, height);
    byte[] tones = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      tones[i] = (byte) sprite.tone(argb[i]);
    }
    return new ScaledSprite(width, height, argb, tones);
  }

  int bytes() {
    return 5 * argb.length + 64;
  }

  /** Writes an owner to all pixels of a [size, size] map that this drawing covers. */
  void claim(byte[] owners, int size, int left, int top, boolean mirrored, byte owner) {
    int lastX = Math.min(width, size - left);
    int lastY = Math.min(height, size - top);
    for (int y = Math.max(0, -top); y < lastY; y++) {
      for (int x = Math.max(0, -left); x < lastX; x++) {
        if (argb[y * width + (mirrored ? width - 1 - x : x)] >>> 24 >= OPAQUE) {
          owners[(top + y) * size + left + x] = owner;
        }
      }
    }
  }

  /** Blends this drawing over RGB pixels, its top left corner at (left, top), cut at the edges. */
  void blend(
      byte[] rgb, int offset, int size, int left, int top, ObjectColour colour, boolean mirrored) {
    int firstX = Math.max(0, -left);
    int lastX = Math.min(width, size - left);
    int lastY = Math.min(height, size - top);
    for (int y = Math.max(0, -top); y < lastY; y++) {
      int target = offset + 3 * ((top + y) * size + left + firstX);
      for (int x = firstX; x < lastX; x++, target += 3) {
        int source = y * width + (mirrored ? width - 1 - x : x);
        int pixel = argb[source];
        int alpha = pixel >>> 24;
        if (alpha != 0) {
          int shown = colour.isTint() ? colour.at(tones[source] & 255) : pixel;
          rgb[target] = over(shown >> 16 & 255, rgb[target], alpha);
          rgb[target + 1] = over(shown >> 8 & 255, rgb[target + 1], alpha);
          rgb[target + 2] = over(shown & 255, rgb[target + 2], alpha);
        }
      }
    }
  }

  private static byte over(int shown, byte behind, int alpha) {
    return (byte) ((shown * alpha + (behind & 255) * (255 - alpha) + 127) / 255);
  }
}
