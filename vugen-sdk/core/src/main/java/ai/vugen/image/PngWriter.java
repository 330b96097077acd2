package ai.vugen.image;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes pictures as 8-bit RGB PNG files with texts. The bytes depend on nothing but the pixels,
 * the texts and the zlib of the Java runtime: no time stamp, no software name.
 *
 * <p>A keyword has 1 to 79 printable Latin-1 characters with no space at either end nor two in a
 * row; a text is any Unicode text without NUL.
 */
public final class PngWriter {
  private PngWriter() {}

  /**
   * Returns a picture as a PNG file.
   *
   * @throws InvalidRequestException if PNG cannot hold a keyword or a text
   */
  public static byte[] toBytes(Pixels pixels, PngMetadata metadata) {
    List<PngChunk> chunks = new ArrayList<>();
    chunks.add(PngChunk.of("IHDR", header(pixels)));
    metadata.texts().forEach((keyword, text) -> chunks.add(PngText.encode(keyword, text)));
    chunks.add(PngChunk.of("IDAT", compressed(pixels)));
    chunks.add(PngChunk.of("IEND", new byte[0]));
    return PngChunks.join(chunks);
  }

  /**
   * Writes a picture to a file, which appears complete or not at all and replaces an older one. A
   * symbolic link, the permissions of a file and a device stay as they are.
   *
   * @throws InvalidRequestException if the folder does not exist, the path is a folder, or PNG
   *     cannot hold a keyword or a text
   * @throws VuGenException if the disk refuses
   */
  public static void write(Pixels pixels, PngMetadata metadata, Path file) {
    byte[] png = toBytes(pixels, metadata);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new InvalidRequestException(file + " is a folder; give the name of a file.");
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidRequestException(
          "The folder %s does not exist; create it before saving %s."
              .formatted(folder, file.getFileName()));
    }
    try {
      AtomicFile.of(file).write(png);
    } catch (IOException e) {
      throw new VuGenException("%s could not be written: %s".formatted(file, e), e);
    }
  }

  private static byte[] header(Pixels pixels) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(pixels.width()).putInt(pixels.height());
    // 8 bits a channel, RGB, deflate, adaptive filters, not interlaced
    return header.put(new byte[] {8, 2, 0, 0, 0}).array();
  }

  private static byte[] compressed(Pixels pixels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out, deflater, 1 << 15)) {
      PngFilter filter = new PngFilter(pixels.width() * 3, 3);
      for (int y = 0; y < pixels.height(); y++) {
        zlib.write(filter.filter(pixels.samples(), y));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stream into memory failed", e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
