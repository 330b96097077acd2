package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpritesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void readsNamesAndStylesAndCutsToTheDrawing() throws Exception {
    Sprites sprites = Sprites.load(Drawings.folder(folder));
    assertThat(sprites.names()).isEqualTo(Drawings.NAMES);
    assertThat(sprites.styles(0)).containsExactly(Style.GLOSSY, Style.CARTOON);
    assertThat(sprites.styles(1)).containsExactly(Style.GLOSSY);
    assertThat(sprites.sprite(0, Style.GLOSSY).width()).isEqualTo(108);
    assertThat(sprites.sprite(0, Style.GLOSSY).height()).isEqualTo(40);
    assertThatThrownBy(() -> sprites.sprite(1, Style.FLAT))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"dog\" is not drawn in the flat style");
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(() -> Sprites.load(folder.resolve("nowhere")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("concepts.tsv");
  }

  @Test
  void aMissingDrawingIsNamed() throws Exception {
    Drawings.folder(folder);
    Files.delete(folder.resolve("noto").resolve("dog.png"));
    assertThatThrownBy(() -> Sprites.load(folder))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No drawing of \"dog\"")
        .hasMessageContaining("dog.png");
  }

  @Test
  void aBrokenDrawingIsNamed() throws Exception {
    Path file = Drawings.folder(folder).resolve("noto").resolve("wine_glass.png");
    Files.writeString(file, "no picture");
    assertThatThrownBy(() -> Sprites.load(folder))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("wine_glass.png");
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
    assertThatThrownBy(() -> Sprites.load(folder))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("fully transparent");
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    assertThatThrownBy(() -> Sprites.load(folder))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("transparency");
  }

  @Test
  void namesMustBeUnique() throws Exception {
    Files.writeString(folder.resolve("concepts.tsv"), "dog\t1\ndog\t2\n");
    assertThatThrownBy(() -> Sprites.load(folder))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("each once");
  }

  @Test
  void tonesPutTheMedianOnThePureColour() throws Exception {
    Sprites sprites = Sprites.load(Drawings.folder(folder));
    Sprite sprite = sprites.sprite(3, Style.GLOSSY);
    int middle = sprite.argb()[sprite.height() / 2 * sprite.width() + sprite.width() / 2];
    assertThat(sprite.tone(middle)).isEqualTo(128);
    assertThat(sprite.tone(0x000000)).isLessThan(80);
    assertThat(sprite.tone(0xFFFFFF)).isGreaterThan(128);
  }
}
