package ai.vugen.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, by the numbers of EXIF tag 0x0112: which picture row and column the first
 * stored row and column are.
 *
 * @param tag 1 (upright) to 8
 */
record Orientation(int tag) {
  /** Stored as seen. */
  static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  /**
   * Reads the tag from EXIF data, a TIFF header with its first directory; data that are damaged or
   * lack the tag count as upright.
   */
  static Orientation of(ByteBuffer tiff) {
    try {
      ByteBuffer data = tiff.slice();
      data.order(data.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      data.position(data.getInt(4));
      for (int left = Short.toUnsignedInt(data.getShort()); left > 0; left--) {
        int entry = data.position();
        if (data.getShort(entry) == TAG && data.getShort(entry + 2) == SHORT) {
          int value = data.getShort(entry + 8);
          return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
        }
        data.position(entry + 12);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  /** Turns and mirrors a stored picture so that it is upright. */
  Pixels apply(Pixels stored) {
    if (tag == 1) {
      return stored;
    }
    boolean transposed = tag >= 5;
    boolean fromRight = tag == 2 || tag == 3 || tag == 7 || tag == 8;
    boolean fromBottom = tag == 3 || tag == 4 || tag == 6 || tag == 7;
    int width = transposed ? stored.height() : stored.width();
    int height = transposed ? stored.width() : stored.height();
    byte[] from = stored.samples();
    byte[] to = new byte[from.length];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i += 3) {
        int column = transposed ? y : x;
        int row = transposed ? x : y;
        column = fromRight ? stored.width() - 1 - column : column;
        row = fromBottom ? stored.height() - 1 - row : row;
        System.arraycopy(from, (row * stored.width() + column) * 3, to, i, 3);
      }
    }
    return Pixels.wrap(width, height, to);
  }
}
