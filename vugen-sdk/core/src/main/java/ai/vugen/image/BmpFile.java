package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A BMP file on its way to the decoder. */
final class BmpFile {
  private static final int OLD_HEADER = 12;

  private BmpFile() {}

  /** Checks a file's size and that it holds no other image file, and returns it. */
  static byte[] checked(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headerSize = file.length < 18 ? -1 : header.getInt(14);
    if (headerSize == OLD_HEADER && file.length >= 26) {
      PixelsReader.checkSize(
          Short.toUnsignedLong(header.getShort(18)), Short.toUnsignedLong(header.getShort(20)));
    } else if (headerSize >= 40 && file.length >= 54) {
      PixelsReader.checkSize(header.getInt(18), Math.abs((long) header.getInt(22)));
      int compression = header.getInt(30);
      if (compression == 4 || compression == 5) { // its own size would go unchecked
        throw new InvalidImageException(
            "The BMP contains a whole JPEG or PNG file; give that file instead.");
      }
    } else {
      throw new InvalidImageException("Corrupt BMP: its header is cut off or unknown.");
    }
    return file;
  }
}
