package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads pictures: PNG, JPEG, BMP and GIF with one frame, at most {@link #MAX_PIXELS} pixels. The
 * size is checked before any pixel is decoded, and nothing is written to disk.
 *
 * <p>Colours are those that are stored: colour profiles and gamma are ignored and alpha is dropped,
 * as by Pillow's {@code convert("RGB")}. A JPEG's EXIF orientation is applied.
 *
 * <p>Every method throws {@link InvalidImageException} for a picture that is empty, damaged, cut
 * off, too large, animated, CMYK or of another format.
 */
public final class PixelsReader {
  /** Most pixels a picture may have, 64 million. */
  public static final int MAX_PIXELS = 64_000_000;

  /** Most pixels a side may have, 65535: narrower pictures cost too much memory to resize. */
  public static final int MAX_SIDE = 65_535;

  private PixelsReader() {}

  /** Reads a picture file. */
  public static Pixels read(Path file) {
    return ImageBytes.reading(file, PixelsReader::read);
  }

  /** Reads a picture from a stream, up to the stream's end; the stream stays open. */
  public static Pixels read(InputStream in) {
    return read(ImageBytes.from(in));
  }

  /** Reads a picture from the bytes of its file. */
  public static Pixels read(byte[] file) {
    if (file.length == 0) {
      throw new InvalidImageException("The image is empty (0 bytes); expected an image file.");
    }
    ImageFormat format = ImageFormat.of(file);
    return switch (format) {
      case PNG -> decode(format, PngFile.plain(file));
      case JPEG -> {
        JpegFile jpeg = JpegFile.parse(file);
        yield jpeg.orientation().apply(decode(format, jpeg.plain()));
      }
      case BMP -> decode(format, BmpFile.checked(file));
      case GIF -> decode(format, file);
    };
  }

  private static Pixels decode(ImageFormat format, byte[] file) {
    ImageReader reader = readerOf(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      if (format == ImageFormat.GIF && reader.getNumImages(true) > 1) {
        throw animated("GIF", reader.getNumImages(true));
      }
      BufferedImage image = reader.read(0);
      return Pixels.from(image);
    } catch (InvalidImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the decoders answer bad bytes with either
      throw new InvalidImageException(
          "Corrupt %s, or of a kind that is not read: %s".formatted(format, e), e);
    } finally {
      reader.dispose();
    }
  }

  // Plug-ins on the class path must not change what a picture looks like.
  private static ImageReader readerOf(ImageFormat format) {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw new InvalidImageException("This Java runtime has no reader for " + format + ".");
  }

  /** Refuses a picture without pixels or with too many. */
  static void checkSize(long width, long height) {
    if (width < 1 || height < 1) {
      throw new InvalidImageException(
          "The image is %d x %d pixels; both sides must be at least 1.".formatted(width, height));
    }
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
      throw new InvalidImageException(
          "The image is %d x %d pixels; at most %d million pixels, and %d a side, are read. Scale it down first."
              .formatted(width, height, MAX_PIXELS / 1_000_000, MAX_SIDE));
    }
  }

  /** Says that a picture moves. */
  static InvalidImageException animated(String format, long frames) {
    return new InvalidImageException(
        "The %s is animated (%d frames); only still images are read. Extract one frame first."
            .formatted(format, frames));
  }
}
