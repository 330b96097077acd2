package ai.vugen.world.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Folders laid out as the three projects', with a few drawings of our own. */
final class PrepareSpritesTest {
  private static final String CAR = "1f697";
  private static final String PLANE = "2708";

  /** A red square in the middle half of a box of 32. */
  private static final String SQUARE =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
      <rect x="8" y="8" width="16" height="16" fill="#ff0000"/></svg>
      """;

  private final Path folder;
  private final StringWriter said = new StringWriter();
  private final StringWriter complained = new StringWriter();

  PrepareSpritesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void checkouts() throws IOException {
    Path png = Files.createDirectories(folder.resolve("noto/png/128"));
    BufferedImage picture = new BufferedImage(136, 128, BufferedImage.TYPE_INT_ARGB);
    ImageIO.write(picture, "png", png.resolve("emoji_u" + CAR + ".png").toFile());
    ImageIO.write(picture, "png", png.resolve("emoji_u" + PLANE + ".png").toFile());
    Path svg = Files.createDirectories(folder.resolve("blob/svg"));
    Files.writeString(svg.resolve("emoji_u" + CAR + ".svg"), SQUARE);
    Path fx = Files.createDirectories(folder.resolve("fx/svgs/FirefoxEmoji"));
    Files.writeString(fx.resolve("u1F697-automobile.svg"), SQUARE);
    Files.writeString(fx.resolve("u1F697.layer1.svg"), "a part, not a drawing");
  }

  private int run() {
    return new CommandLine(new PrepareSprites())
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(complained))
        .execute(
            "--noto", folder.resolve("noto").toString(),
            "--blob", folder.resolve("blob").toString(),
            "--fx", folder.resolve("fx").toString(),
            "--out", folder.resolve("out").toString());
  }

  @Test
  void pngFilesAreCopiedAsTheyAre() throws IOException {
    assertThat(run()).isZero();
    assertThat(folder.resolve("out/noto/car.png"))
        .hasSameBinaryContentAs(folder.resolve("noto/png/128/emoji_u" + CAR + ".png"));
    assertThat(folder.resolve("out/noto/airplane.png")).exists();
  }

  @Test
  void svgFilesAreDrawnAt128Pixels() throws IOException {
    run();
    for (String style : List.of("blob", "fx")) {
      BufferedImage car = ImageIO.read(folder.resolve("out/" + style + "/car.png").toFile());
      assertThat(car.getWidth()).isEqualTo(128);
      assertThat(car.getRGB(64, 64)).isEqualTo(0xFFFF0000);
      assertThat(car.getRGB(16, 64) >>> 24).isZero();
      assertThat(car.getRGB(33, 33)).isEqualTo(0xFFFF0000);
    }
  }

  @Test
  void theListNamesAllConceptsAndTheCountsAreSaid() throws IOException {
    run();
    List<String> lines = Files.readAllLines(folder.resolve("out/concepts.tsv"));
    assertThat(lines).hasSize(153).contains("car\t1f697").doesNotHaveDuplicates();
    assertThat(said.toString()).contains("2 of 153").contains("1 of 153");
    assertThat(folder.resolve("out/blob/airplane.png")).doesNotExist();
  }

  @Test
  void aFolderThatIsNoCheckoutIsNamed() throws IOException {
    Files.delete(folder.resolve("blob/svg/emoji_u" + CAR + ".svg"));
    Files.delete(folder.resolve("blob/svg"));
    assertThat(run()).isNotZero();
    assertThat(complained.toString()).contains("blob").contains("svg in it");
  }

  @Test
  void aFileThatIsNoDrawingIsNamed() throws IOException {
    Files.writeString(folder.resolve("blob/svg/emoji_u" + CAR + ".svg"), "no drawing");
    assertThat(run()).isNotZero();
    assertThat(complained.toString()).contains("emoji_u" + CAR + ".svg is no SVG file");
  }
}
