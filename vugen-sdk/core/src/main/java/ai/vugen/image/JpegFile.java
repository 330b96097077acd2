package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file on its way to the decoder: its segments up to the first scan (ITU-T T.81, annex B).
 */
final class JpegFile {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;

  // version 1.01, no unit, 1:1, no thumbnail
  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};

  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private final byte[] file;
  private int position = 2;
  private @Nullable ByteBuffer frame;
  private @Nullable ByteBuffer adobe;
  private boolean jfif;
  private Orientation orientation = Orientation.UPRIGHT;

  private JpegFile(byte[] file) {
    this.file = file;
  }

  /**
   * Reads a file's headers.
   *
   * @throws InvalidImageException if they are damaged, or the picture is cut off, too large, CMYK
   *     or of more than 8 bits
   */
  static JpegFile parse(byte[] file) {
    JpegFile jpeg = new JpegFile(file);
    jpeg.readSegments();
    jpeg.checkFrame();
    jpeg.checkEnd();
    return jpeg;
  }

  /** Returns how the picture is to be turned. */
  Orientation orientation() {
    return orientation;
  }

  private void readSegments() {
    for (int marker = nextMarker(); marker != SOS; marker = nextMarker()) {
      if (marker == EOI || position + 2 > file.length) {
        throw cutOff();
      }
      int length = ByteBuffer.wrap(file).getShort(position) & 0xffff;
      if (length < 2 || position + length > file.length) {
        throw cutOff();
      }
      segment(marker, ByteBuffer.wrap(file, position + 2, length - 2).slice());
      position += length;
    }
  }

  // Leaves the position after the marker; any number of 0xff may stand before it.
  private int nextMarker() {
    if (position >= file.length || (file[position] & 0xff) != 0xff) {
      throw cutOff();
    }
    while (position < file.length && (file[position] & 0xff) == 0xff) {
      position++;
    }
    if (position >= file.length) {
      throw cutOff();
    }
    return file[position++] & 0xff;
  }

  private void segment(int marker, ByteBuffer data) {
    if (marker == APP0) {
      jfif |= begins(data, "JFIF\0");
    } else if (marker == APP1 && begins(data, "Exif\0\0")) {
      orientation = Orientation.of(data.slice(6, data.remaining() - 6));
    } else if (marker == APP14 && begins(data, "Adobe")) {
      adobe = data;
    } else if (marker < APP0 || (marker > APP15 && marker != COM)) {
      write(tables, marker, data);
    }
    boolean startsFrame =
        marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    if (startsFrame) {
      frame = data;
    }
  }

  private static boolean begins(ByteBuffer data, String mark) {
    byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
    return data.remaining() >= bytes.length
        && data.slice(0, bytes.length).equals(ByteBuffer.wrap(bytes));
  }

  private void checkFrame() {
    ByteBuffer frame = this.frame;
    if (frame == null || frame.remaining() < 6 || frame.remaining() < 6 + 3 * components(frame)) {
      throw new InvalidImageException("Corrupt JPEG: it has no whole frame header.");
    }
    PixelsReader.checkSize(frame.getShort(3) & 0xffff, frame.getShort(1) & 0xffff);
    if (components(frame) == 4) {
      throw new InvalidImageException(
          "The JPEG has CMYK colours; only RGB and gray JPEGs are read. Convert it to RGB first.");
    }
    if (components(frame) != 1 && components(frame) != 3) {
      throw new InvalidImageException(
          "The JPEG has %d channels; expected 1 (gray) or 3 (RGB).".formatted(components(frame)));
    }
    if (frame.get(0) != 8) {
      throw new InvalidImageException(
          "The JPEG has %d bits a channel; expected 8.".formatted(frame.get(0)));
    }
  }

  private static int components(ByteBuffer frame) {
    return frame.get(5) & 0xff;
  }

  // Inside a scan 0xff is always followed by 0x00 or a restart marker, so 0xff 0xd9 ends the file.
  private void checkEnd() {
    for (int i = file.length - 1; i > position; i--) {
      if ((file[i] & 0xff) == EOI && (file[i - 1] & 0xff) == 0xff) {
        return;
      }
    }
    throw cutOff();
  }

  /**
   * Returns the file with nothing but its pixels, headed so that every decoder takes the colours as
   * libjpeg does: JFIF means YCbCr; else an Adobe segment decides; else component names R, G, B
   * mean RGB and all others YCbCr.
   */
  byte[] plain() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 32);
    out.write(0xff);
    out.write(SOI);
    if (adobe != null && !jfif) {
      write(out, APP14, adobe);
    } else if (jfif || !namedRgb()) {
      write(out, APP0, ByteBuffer.wrap(JFIF));
    }
    out.writeBytes(tables.toByteArray());
    out.write(0xff);
    out.write(SOS);
    out.write(file, position, file.length - position);
    return out.toByteArray();
  }

  private boolean namedRgb() {
    ByteBuffer frame = this.frame;
    return frame != null
        && components(frame) == 3
        && frame.get(6) == 'R'
        && frame.get(9) == 'G'
        && frame.get(12) == 'B';
  }

  private static void write(ByteArrayOutputStream out, int marker, ByteBuffer data) {
    int length = data.remaining() + 2;
    out.write(0xff);
    out.write(marker);
    out.write(length >> 8);
    out.write(length);
    out.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
  }

  private InvalidImageException cutOff() {
    return new InvalidImageException(
        "Corrupt JPEG: the file ends, or is damaged, at byte %d of %d."
            .formatted(Math.min(position, file.length), file.length));
  }
}
