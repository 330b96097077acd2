package ai.vugen.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;

/** Pictures for tests. */
final class Pictures {
  private Pictures() {}

  /** Returns the bytes of a file under {@code src/test/resources/images}. */
  static byte[] file(String name) {
    try (InputStream in = Pictures.class.getResourceAsStream("/images/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no test picture " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns noise, the same for the same seed. */
  static Pixels noise(int width, int height, long seed) {
    byte[] rgb = new byte[width * height * 3];
    new Random(seed).nextBytes(rgb);
    return Pixels.of(width, height, rgb);
  }

  /** Returns smooth waves, which compress well. */
  static Pixels waves(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (127 + 120 * Math.sin(0.2 * x + 0.1 * (i % 3 + 1) * y));
    }
    return Pixels.of(width, height, rgb);
  }
}
