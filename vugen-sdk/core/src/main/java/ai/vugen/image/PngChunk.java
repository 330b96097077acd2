package ai.vugen.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One chunk of a PNG file (PNG specification, section 5.3).
 *
 * @param type four letters, such as {@code IDAT}
 * @param data the content, from position to limit, for reading only
 */
record PngChunk(String type, ByteBuffer data) {
  /** Bytes around the content: length, type and checksum. */
  static final int OVERHEAD = 12;

  static PngChunk of(String type, byte[] data) {
    return new PngChunk(type, ByteBuffer.wrap(data).asReadOnlyBuffer());
  }

  /** Returns the checksum over type and content. */
  int crc() {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(data.duplicate());
    return (int) crc.getValue();
  }

  /** Returns a copy of the content. */
  byte[] bytes() {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
