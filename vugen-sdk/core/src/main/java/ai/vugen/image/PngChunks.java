package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The chunk structure of a PNG file: a signature, then chunks from IHDR to IEND. */
final class PngChunks {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PngChunks() {}

  /** Tells whether a file begins as PNG files do. */
  static boolean isPng(byte[] file) {
    return file.length >= SIGNATURE.length
        && ByteBuffer.wrap(file, 0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE));
  }

  /**
   * Splits a file into its chunks and checks every checksum; what follows IEND is ignored.
   *
   * @throws InvalidImageException if the file is no PNG, is cut off or has a wrong checksum
   */
  static List<PngChunk> parse(byte[] file) {
    if (!isPng(file)) {
      throw new InvalidImageException("Not a PNG file: the PNG signature is missing.");
    }
    ByteBuffer rest = ByteBuffer.wrap(file).asReadOnlyBuffer();
    rest.position(SIGNATURE.length);
    List<PngChunk> chunks = new ArrayList<>();
    do {
      chunks.add(next(rest));
    } while (!chunks.get(chunks.size() - 1).type().equals("IEND"));
    checkHeader(chunks);
    return chunks;
  }

  private static void checkHeader(List<PngChunk> chunks) {
    long headers = chunks.stream().filter(chunk -> chunk.type().equals("IHDR")).count();
    PngChunk first = chunks.get(0);
    if (headers != 1 || !first.type().equals("IHDR") || first.data().remaining() != 13) {
      throw new InvalidImageException(
          "Corrupt PNG: it does not begin with its only IHDR chunk, of 13 bytes.");
    }
  }

  private static PngChunk next(ByteBuffer rest) {
    int length = rest.remaining() < PngChunk.OVERHEAD ? -1 : rest.getInt();
    if (length < 0 || length > rest.remaining() - 8) {
      throw new InvalidImageException(
          "Corrupt PNG: the file ends, or is damaged, at byte %d, before its IEND chunk."
              .formatted(rest.position()));
    }
    byte[] type = new byte[4];
    rest.get(type);
    ByteBuffer data = rest.slice(rest.position(), length);
    rest.position(rest.position() + length);
    PngChunk chunk = new PngChunk(new String(type, StandardCharsets.ISO_8859_1), data);
    if (rest.getInt() != chunk.crc()) {
      throw new InvalidImageException(
          "Corrupt PNG: the checksum of the %s chunk is wrong.".formatted(chunk.type()));
    }
    return chunk;
  }

  /** Puts chunks together to a file. */
  static byte[] join(List<PngChunk> chunks) {
    int size = SIGNATURE.length;
    for (PngChunk chunk : chunks) {
      size = Math.addExact(size, PngChunk.OVERHEAD + chunk.data().remaining());
    }
    ByteBuffer file = ByteBuffer.allocate(size).put(SIGNATURE);
    for (PngChunk chunk : chunks) {
      file.putInt(chunk.data().remaining());
      file.put(chunk.type().getBytes(StandardCharsets.ISO_8859_1));
      file.put(chunk.data().duplicate());
      file.putInt(chunk.crc());
    }
    return file.array();
  }
}
