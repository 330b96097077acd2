package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidImageException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidImagesTest {
  private static final String[] READABLE = {
    "gray_jpg.png", "still.gif", "rgb24.bmp", "palette8.bmp", "ycbcr420.jpg", "progressive.jpg"
  };

  @Test
  void refusesAnEmptyFile() {
    assertRefused(new byte[0], "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello, world", "\u0000", "<html>"})
  void refusesOtherFilesAndSaysWhatIsRead(String content) {
    assertRefused(content.getBytes(StandardCharsets.UTF_8), "PNG, JPEG, BMP and GIF");
  }

  @ParameterizedTest
  @CsvSource({"lossy.webp, WebP", "picture.tiff, TIFF"})
  void namesTheUnsupportedFormat(String file, String name) {
    assertRefused(Pictures.file(file), "looks like " + name);
  }

  @ParameterizedTest
  @CsvSource({"animated.gif, 3 frames", "animated.png, 2 frames", "cmyk.jpg, CMYK"})
  void refusesAnimationsAndCmyk(String file, String reason) {
    assertRefused(Pictures.file(file), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray_jpg.png", "still.gif", "rgb24.bmp", "ycbcr420.jpg"})
  void refusesAFileThatIsCutOffAnywhere(String name) {
    byte[] file = Pictures.file(name);
    for (int length = 1; length < file.length - 2; length++) {
      byte[] start = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> PixelsReader.read(start))
          .describedAs("%d of %d bytes", length, file.length)
          .isInstanceOf(InvalidImageException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"10000, 10000", "65536, 1", "1, 65536", "8000, 8001", "2147483647, 2147483647"})
  void refusesPixelBombsBeforeDecoding(int width, int height) {
    String size = width + " x " + height;
    assertRefused(pngOfSize(width, height), size);
    assertRefused(bmpOfSize(width, height), size);
    assertRefused(bmpOfSize(width, -height), size);
  }

  @Test
  void refusesPixelBombsWith16BitSides() {
    assertRefused(jpegOfSize(10_000, 10_000), "10000 x 10000");
    assertRefused(gifOfSize(10_000, 10_000), "10000 x 10000");
  }

  @Test
  void refusesPicturesWithoutPixels() {
    assertRefused(pngOfSize(0, 19), "0 x 19");
    assertRefused(bmpOfSize(29, 0), "29 x 0");
    assertRefused(jpegOfSize(29, 0), "29 x 0");
    assertRefused(gifOfSize(0, 19), "0 x 19");
  }

  @Test
  void refusesWrongChecksums() {
    byte[] png = Pictures.file("gray_jpg.png");
    png[png.length / 2] ^= 1;
    assertRefused(png, "checksum of the IDAT chunk");
  }

  @Test
  void refusesAPngWhosePixelsDoNotInflate() {
    List<PngChunk> chunks = PngChunks.parse(Pictures.file("gray_jpg.png"));
    byte[] png =
        PngChunks.join(
            List.of(
                chunks.get(0),
                PngChunk.of("IDAT", new byte[] {1, 2, 3}),
                PngChunk.of("IEND", new byte[0])));
    assertRefused(png, "Corrupt PNG");
  }

  @Test
  void refusesAPngWithoutExactlyOneHeader() {
    List<PngChunk> chunks = PngChunks.parse(Pictures.file("gray_jpg.png"));
    PngChunk header = chunks.get(0);
    PngChunk pixels = chunks.get(1);
    PngChunk end = chunks.get(2);
    PngChunk shortHeader = PngChunk.of("IHDR", new byte[4]);
    assertRefused(PngChunks.join(List.of(pixels, end)), "IHDR");
    assertRefused(PngChunks.join(List.of(shortHeader, pixels, end)), "IHDR");
    assertRefused(PngChunks.join(List.of(header, shortHeader, pixels, end)), "IHDR");
    assertRefused(PngChunks.join(List.of(header, end)), "Corrupt PNG");
  }

  @Test
  void refusesABmpAroundAnotherFile() {
    byte[] bmp = Pictures.file("rgb24.bmp");
    bmp[30] = 4;
    assertRefused(bmp, "whole JPEG or PNG");
  }

  @Test
  void refusesJpegDepthsAndChannelsThatAreNotRead() {
    byte[] deep = Pictures.file("ycbcr420.jpg");
    deep[frame(deep)] = 12;
    assertRefused(deep, "12 bits");
    byte[] two = Pictures.file("ycbcr420.jpg");
    two[frame(two) + 5] = 2;
    assertRefused(two, "2 channels");
  }

  @Test
  void namesTheFile(@TempDir Path folder) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
    assertThatThrownBy(() -> PixelsReader.read(bad))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("bad.png");
    assertThatThrownBy(() -> PixelsReader.read(folder.resolve("none.png")))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("No image file at")
        .hasMessageContaining("none.png");
    assertThatThrownBy(() -> PixelsReader.read(folder)).isInstanceOf(InvalidImageException.class);
  }

  @Test
  void passesOnAFailingStream() throws IOException {
    InputStream closed = new BufferedInputStream(InputStream.nullInputStream());
    closed.close();
    assertThatThrownBy(() -> PixelsReader.read(closed))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("Stream closed");
  }

  @Test
  void refusesAStreamThatDoesNotEnd() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] to, int from, int length) {
            return length;
          }
        };
    assertThatThrownBy(() -> ImageBytes.from(endless, 50_000))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("more than 50000 bytes");
    byte[] file = new byte[50_000];
    assertThat(ImageBytes.from(new ByteArrayInputStream(file), 50_000)).hasSize(50_000);
  }

  @Test
  void readsOrRefusesDamagedFilesButNeverFailsOtherwise() {
    Random random = new Random(1);
    int refused = 0;
    int rounds = 1200;
    for (int round = 0; round < rounds; round++) {
      byte[] file = Pictures.file(READABLE[round % READABLE.length]);
      refused +=
          isRefused(PngChunks.isPng(file) ? damagedInside(file, random) : damage(file, random));
    }
    assertThat(refused).isBetween(rounds / 10, rounds * 9 / 10);
  }

  private static int isRefused(byte[] file) {
    try {
      PixelsReader.read(new ByteArrayInputStream(file));
      return 0;
    } catch (InvalidImageException e) {
      assertThat(e).hasMessageMatching("(?s).{20,}");
      return 1;
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    for (int flips = 1 + random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  // With right checksums, so that the damage reaches the decoder; the size stays.
  private static byte[] damagedInside(byte[] png, Random random) {
    List<PngChunk> chunks = new ArrayList<>();
    for (PngChunk chunk : PngChunks.parse(png)) {
      byte[] data = chunk.bytes();
      if (chunk.type().equals("IHDR")) {
        data[8 + random.nextInt(5)] = (byte) random.nextInt(17);
      }
      boolean pixels = chunk.type().equals("IDAT") && random.nextBoolean();
      chunks.add(PngChunk.of(chunk.type(), pixels ? damage(data, random) : data));
    }
    return PngChunks.join(chunks);
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatThrownBy(() -> PixelsReader.read(file))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] pngOfSize(int width, int height) {
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).array();
    header[8] = 8;
    header[9] = 2;
    return PngChunks.join(
        List.of(
            PngChunk.of("IHDR", header),
            PngChunk.of("IDAT", new byte[8]),
            PngChunk.of("IEND", new byte[0])));
  }

  private static byte[] bmpOfSize(int width, int height) {
    byte[] file = Pictures.file("rgb24.bmp");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
    return file;
  }

  private static byte[] jpegOfSize(int width, int height) {
    byte[] file = Pictures.file("ycbcr420.jpg");
    int frame = frame(file);
    ByteBuffer.wrap(file).putShort(frame + 1, (short) height).putShort(frame + 3, (short) width);
    return file;
  }

  // Where the content of the frame header (SOF0) begins.
  private static int frame(byte[] jpeg) {
    for (int i = 0; ; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        return i + 4;
      }
    }
  }

  private static byte[] gifOfSize(int width, int height) {
    byte[] file = Pictures.file("still.gif");
    int palette = 3 << ((file[10] & 7) + 1);
    int descriptor = 13 + palette;
    while (file[descriptor] != ',') { // extensions: two bytes, then sub-blocks up to an empty one
      descriptor += 2;
      while (file[descriptor] != 0) {
        descriptor += 1 + (file[descriptor] & 0xff);
      }
      descriptor++;
    }
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(descriptor + 5, (short) width)
        .putShort(descriptor + 7, (short) height);
    return file;
  }
}
