package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/** The encoded bytes of a picture, of bounded size, from wherever they come. */
final class ImageBytes {
  /** Most bytes an encoded picture may have: an uncompressed one of the largest size fits in. */
  static final int LIMIT = 256 << 20;

  private ImageBytes() {}

  /** Reads a file and hands its bytes on; every complaint about them names the file. */
  static <T> T reading(Path file, Function<byte[], T> use) {
    try (InputStream in = Files.newInputStream(file)) {
      return use.apply(from(in));
    } catch (InvalidImageException e) {
      throw new InvalidImageException(file + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new InvalidImageException("No image file at " + file.toAbsolutePath() + ".", e);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** Reads a stream to its end and leaves it open. */
  static byte[] from(InputStream in) {
    return from(in, LIMIT);
  }

  /** As {@link #from(InputStream)}, but refuses more bytes than the limit. */
  static byte[] from(InputStream in, int limit) {
    try {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new InvalidImageException(
            "The image takes more than %d bytes; nothing larger is read.".formatted(limit));
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable("The image", e);
    }
  }

  private static InvalidImageException unreadable(String what, IOException cause) {
    return new InvalidImageException(what + " could not be read: " + cause, cause);
  }
}
