package ai.vugen.training.recipe;

import java.util.SplittableRandom;

/** Blurs pictures and adds grain, by chance, as pictures that a model drew may have. */
final class PixelDamage {
  /** Most passes of a 3 × 3 mean. */
  private static final int BLURS = 2;

  /** Largest deviation of the grain, of 255. */
  private static final double GRAIN = 16;

  private final SplittableRandom random;

  PixelDamage(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Damages one picture in place: bytes 0..255, {@code [size, size, 3]}; half of them little. */
  void apply(byte[] rgb, int size) {
    if (random.nextBoolean()) {
      return;
    }
    for (int i = random.nextInt(BLURS + 1); i > 0; i--) {
      blur(rgb, size);
    }
    grain(rgb, GRAIN * random.nextDouble());
  }

  private static void blur(byte[] rgb, int size) {
    byte[] sharp = rgb.clone();
    for (int y = 1; y < size - 1; y++) {
      for (int x = 3; x < 3 * (size - 1); x++) {
        int sum = 0;
        for (int line = y - 1; line <= y + 1; line++) {
          int at = 3 * line * size + x;
          sum += (sharp[at - 3] & 255) + (sharp[at] & 255) + (sharp[at + 3] & 255);
        }
        rgb[3 * y * size + x] = (byte) ((sum + 4) / 9);
      }
    }
  }

  private void grain(byte[] rgb, double deviation) {
    for (int i = 0; i < rgb.length; i++) {
      double even = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      double value = (rgb[i] & 255) + 2 * deviation * even; // three evens deviate by 1/2
      rgb[i] = (byte) Math.min(255, Math.max(0, Math.round(value)));
    }
  }
}
