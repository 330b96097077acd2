package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.goldens.Goldens;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsReaderTest {
  private static final Goldens VANILLA = Goldens.load("plm/image/vanilla.safetensors");

  static Stream<String> goldenPictures() {
    return VANILLA.names().stream()
        .filter(name -> name.endsWith(".rgb"))
        .map(name -> name.substring(0, name.length() - 4));
  }

  @ParameterizedTest
  @MethodSource("goldenPictures")
  void readsEveryPngModeAsPillowDoes(String name) {
    Pixels pixels = PixelsReader.read(Goldens.path("plm/image/png/" + name + ".png"));
    int[] shape = VANILLA.shape(name + ".rgb"); // [height, width, 3]
    assertThat(pixels.height()).isEqualTo(shape[0]);
    assertThat(pixels.width()).isEqualTo(shape[1]);
    assertThat(pixels.rgb()).isEqualTo(VANILLA.bytes(name + ".rgb"));
  }

  @Test
  void thereAreTenGoldenPictures() {
    assertThat(goldenPictures()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"still.gif", "rgb24.bmp", "palette8.bmp"})
  void readsLosslessFormatsExactly(String name) {
    assertThat(PixelsReader.read(Pictures.file(name))).isEqualTo(pillow(name));
  }

  // JPEG decoders may differ by one level in the inverse transform or the colour conversion.
  @ParameterizedTest
  @ValueSource(strings = {"ycbcr420.jpg", "ycbcr444.jpg", "progressive.jpg", "rgb.jpg", "gray.jpg"})
  void readsJpegWithinOneLevelOfPillow(String name) {
    assertWithinOne(PixelsReader.read(Pictures.file(name)), pillow(name));
  }

  @Test
  void turnsJpegByItsExifOrientation() {
    assertWithinOne(PixelsReader.read(Pictures.file("exif6.jpg")), pillow("exif6.jpg"));
  }

  @Test
  void takesAJpegWithoutJfifAndAdobeSegmentsAsYCbCr() {
    byte[] jfif = Pictures.file("ycbcr444.jpg");
    byte[] bare = new byte[jfif.length - 18]; // the JFIF segment follows SOI
    bare[0] = jfif[0];
    bare[1] = jfif[1];
    System.arraycopy(jfif, 20, bare, 2, bare.length - 2);
    assertWithinOne(PixelsReader.read(bare), pillow("ycbcr444.jpg"));
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_USHORT_GRAY})
  void readsPngDepthsOtherThanEight(int type) throws IOException {
    BufferedImage image = new BufferedImage(9, 2, type);
    int most = type == BufferedImage.TYPE_BYTE_BINARY ? 1 : 0xfedc;
    image.getRaster().setSample(7, 1, 0, most);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Pixels pixels = PixelsReader.read(png.toByteArray());
    assertThat(pixels.sample(7, 1, 1)).isEqualTo(most == 1 ? 255 : 0xfe);
    assertThat(pixels.sample(6, 1, 1)).isZero();
  }

  @Test
  void readsStreamsWithoutClosingThem(@TempDir Path folder) throws IOException {
    byte[] png = PngWriter.toBytes(Pictures.waves(5, 4), PngMetadata.NONE);
    boolean[] closed = new boolean[1];
    ByteArrayInputStream in =
        new ByteArrayInputStream(png) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(PixelsReader.read(in)).isEqualTo(Pictures.waves(5, 4));
    assertThat(closed[0]).isFalse();
    Path file = Files.write(folder.resolve("a.png"), png);
    assertThat(PixelsReader.read(file)).isEqualTo(Pictures.waves(5, 4));
  }

  private static Pixels pillow(String name) {
    return PixelsReader.read(Pictures.file(name.replace('.', '_') + ".png"));
  }

  private static void assertWithinOne(Pixels actual, Pixels expected) {
    assertThat(actual.toString()).isEqualTo(expected.toString());
    for (int y = 0; y < expected.height(); y++) {
      for (int x = 0; x < expected.width(); x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(Math.abs(actual.sample(x, y, c) - expected.sample(x, y, c)))
              .describedAs("x %d, y %d, channel %d", x, y, c)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }
}
