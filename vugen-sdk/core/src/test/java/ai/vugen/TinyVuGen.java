package ai.vugen;

import ai.vugen.image.Pixels;
import ai.vugen.pipeline.TinyModel;
import java.nio.file.Path;

/** Tiny models for tests of the facade. */
final class TinyVuGen {
  /** A request that takes little time. */
  static final GenerateRequest REQUEST =
      GenerateRequest.builder("a red apple").steps(4).seed(7).build();

  private TinyVuGen() {}

  static Path model(Path folder) {
    return TinyModel.write(folder.resolve("tiny"), 1);
  }

  /** A picture with a pattern. */
  static Pixels picture(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 31 + i / width * 7);
    }
    return Pixels.of(width, height, rgb);
  }
}
