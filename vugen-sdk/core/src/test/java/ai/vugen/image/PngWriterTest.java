package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PngWriterTest {
  private static final PngMetadata PROMPT = new PngMetadata(Map.of("prompt", "ein rotes Auto"));

  static Stream<Pixels> pictures() {
    return Stream.of(
        Pictures.noise(1, 1, 1),
        Pictures.noise(7, 5, 2),
        Pictures.noise(1, 300, 3),
        Pictures.noise(300, 1, 4),
        Pictures.waves(128, 128));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void isReadBackByImageIoAndByTheReader(Pixels pixels) throws IOException {
    byte[] png = PngWriter.toBytes(pixels, PROMPT);
    assertThat(Pixels.from(ImageIO.read(new ByteArrayInputStream(png)))).isEqualTo(pixels);
    assertThat(PixelsReader.read(png)).isEqualTo(pixels);
  }

  @Test
  void givesTheSameBytesEveryTime() {
    byte[] first = PngWriter.toBytes(Pictures.waves(64, 48), PROMPT);
    assertThat(PngWriter.toBytes(Pictures.waves(64, 48), PROMPT)).isEqualTo(first);
  }

  @Test
  void writesTheLayoutOfTheSpecification() {
    byte[] png = PngWriter.toBytes(Pixels.of(1, 1, new byte[] {1, 2, 3}), PngMetadata.NONE);
    String hex = HexFormat.of().formatHex(png);
    assertThat(hex)
        .startsWith("89504e470d0a1a0a" + "0000000d49484452" + "0000000100000001" + "0802000000")
        .endsWith("0000000049454e44ae426082");
  }

  @Test
  void filtersMakeSmoothPicturesSmaller() {
    byte[] rgb = new byte[128 * 128 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 128;
      int y = i / 3 / 128;
      rgb[i] = (byte) (x * x / 130 + y * y / 150);
    }
    byte[] png = PngWriter.toBytes(Pixels.of(128, 128, rgb), PngMetadata.NONE);
    Deflater deflater = new Deflater();
    deflater.setInput(rgb);
    deflater.finish();
    int unfiltered = deflater.deflate(new byte[rgb.length]);
    deflater.end();
    assertThat(png.length).isLessThan(unfiltered / 2);
  }

  @Test
  void writesAFileAndReplacesItAndLeavesNothingElse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ein Bild.png");
    PngWriter.write(Pictures.noise(3, 2, 1), PngMetadata.NONE, file);
    PngWriter.write(Pictures.noise(3, 2, 2), PROMPT, file);
    assertThat(PixelsReader.read(file)).isEqualTo(Pictures.noise(3, 2, 2));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void createsNoFolder(@TempDir Path folder) {
    Path file = folder.resolve("new").resolve("a.png");
    assertThatThrownBy(() -> PngWriter.write(Pictures.waves(2, 2), PngMetadata.NONE, file))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("does not exist")
        .hasMessageContaining(folder.resolve("new").toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolderAsFile(@TempDir Path folder) {
    assertThatThrownBy(() -> PngWriter.write(Pictures.waves(2, 2), PngMetadata.NONE, folder))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("is a folder");
    assertThat(folder).isEmptyDirectory();
  }
}
