package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/**
 * A picture that is given to a model. {@link GeneratedImage} is one.
 *
 * <p>The methods {@code of} read it at once and throw {@link ai.vugen.error.InvalidImageException}
 * for a picture that is missing, empty, damaged, too large, animated, CMYK or of a format other
 * than PNG, JPEG, BMP and GIF.
 */
@FunctionalInterface
public interface ImageInput {
  /** Returns the pixels, sRGB. */
  Pixels toPixels();

  /** Returns a picture in memory. */
  static ImageInput of(Pixels pixels) {
    InvalidRequestException.notNull(pixels, "pixels");
    return () -> pixels;
  }

  /** Returns a picture file. */
  static ImageInput of(Path file) {
    return of(PixelsReader.read(InvalidRequestException.notNull(file, "file")));
  }

  /** Returns the bytes of a picture file. */
  static ImageInput of(byte[] file) {
    return of(PixelsReader.read(InvalidRequestException.notNull(file, "file")));
  }

  /** Returns a picture of AWT; alpha is dropped. */
  static ImageInput of(BufferedImage image) {
    return of(Pixels.from(InvalidRequestException.notNull(image, "image")));
  }
}
