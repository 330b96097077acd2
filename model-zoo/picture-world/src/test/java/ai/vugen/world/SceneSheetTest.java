package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SceneSheetTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void writesEachSceneWithText() throws Exception {
    Drawings.folder(folder);
    Path out = folder.resolve("sheets").resolve("sheet.png");
    int exit = run("--sprites", folder.toString(), "--out", out.toString(), "--count", "3");
    assertThat(exit).isZero();
    BufferedImage sheet = ImageIO.read(out.toFile());
    assertThat(sheet.getWidth()).isEqualTo(4 * (128 + 250 + 12));
    Scene scene = PictureWorld.open(folder, 128).scene(Split.TRAIN, 1, 0);
    assertThat(sheet.getRGB(0, 0) & 0xFFFFFF).isEqualTo(scene.background().fromRgb());
    try (var files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void failsOnAFolderWithoutDrawings() {
    Path out = folder.resolve("sheet.png");
    assertThat(run("--sprites", folder.toString(), "--out", out.toString())).isNotZero();
    assertThat(out).doesNotExist();
  }

  private static int run(String... args) {
    return new CommandLine(new SceneSheet())
        .setErr(new PrintWriter(new StringWriter()))
        .execute(args);
  }
}
