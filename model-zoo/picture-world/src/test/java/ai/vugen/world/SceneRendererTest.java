package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.world.Background.Direction;
import ai.vugen.world.Scene.Layout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SceneRendererTest {
  private static final Background WHITE =
      new Background(
          Direction.PLAIN, BackgroundColour.WHITE, BackgroundColour.WHITE, 0xFFFFFF, 0xFFFFFF);

  private static Sprites sprites;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    sprites = Sprites.load(Drawings.folder(temp));
  }

  @Test
  void drawsTheTintWhereTheObjectIsAndTheBackgroundElsewhere() {
    byte[] rgb = new SceneRenderer(sprites, 128).render(scene(ObjectColour.GREEN));
    assertThat(pixel(rgb, 128, 64, 64)).isEqualTo(ObjectColour.GREEN.at(128));
    assertThat(pixel(rgb, 128, 2, 2)).isEqualTo(0xFFFFFF);
    assertThat(pixel(rgb, 128, 64, 120)).isEqualTo(0xFFFFFF);
  }

  @Test
  void naturalColoursAreTheDrawings() {
    byte[] rgb = new SceneRenderer(sprites, 128).render(scene(ObjectColour.NATURAL));
    Sprite sprite = sprites.sprite(0, Style.GLOSSY);
    int middle = sprite.argb()[sprite.height() / 2 * sprite.width() + sprite.width() / 2];
    assertThat(pixel(rgb, 128, 64, 64)).isEqualTo(middle & 0xFFFFFF);
  }

  @Test
  void labelsExactlyTheCellsThatTheObjectCovers() {
    SceneRenderer renderer = new SceneRenderer(sprites, 128);
    CellLabels labels = renderer.labels(scene(ObjectColour.GREEN), 8);
    Sprite sprite = sprites.sprite(0, Style.GLOSSY);
    double halfWidth = sprite.widthAt(96) / 2.0;
    double halfHeight = sprite.heightAt(96) / 2.0;
    for (int cell = 0; cell < 64; cell++) {
      double x = cell % 8 * 16 + 8 - 64;
      double y = cell / 8 * 16 + 8 - 64;
      double wide = overlap(x, halfWidth);
      double high = overlap(y, halfHeight);
      if (Math.abs(wide * high - 0.3) > 0.13) {
        boolean covered = wide * high > 0.3;
        assertThat(labels.concepts()[cell]).as("cell %d", cell).isEqualTo(covered ? 1 : 0);
        assertThat(labels.colours()[cell])
            .isEqualTo(covered ? ObjectColour.GREEN.label() : ObjectColour.NATURAL.label());
      }
    }
    assertThat(labels.concepts()).contains(0, 1);
  }

  @Test
  void labelsAgreeWithThePicture() {
    SceneRenderer renderer = new SceneRenderer(sprites, 128);
    SceneObject left = new SceneObject(2, Style.GLOSSY, ObjectColour.RED, 30, 64, 56, false);
    SceneObject right = new SceneObject(5, Style.GLOSSY, ObjectColour.BLUE, 96, 64, 56, true);
    Scene scene = new Scene(WHITE, Layout.ROW, List.of(left, right));
    byte[] rgb = renderer.render(scene);
    CellLabels labels = renderer.labels(scene, 8);
    for (int cell = 0; cell < 64; cell++) {
      int pixel = pixel(rgb, 128, cell % 8 * 16 + 8, cell / 8 * 16 + 8);
      if (pixel == ObjectColour.RED.at(128)) {
        assertThat(labels.concepts()[cell]).isEqualTo(3);
        assertThat(labels.colours()[cell]).isEqualTo(1);
      } else if (pixel == ObjectColour.BLUE.at(128)) {
        assertThat(labels.concepts()[cell]).isEqualTo(6);
        assertThat(labels.colours()[cell]).isEqualTo(5);
      }
    }
    assertThat(labels.concepts()).contains(0, 3, 6).doesNotContain(1, 2, 4, 5);
  }

  @Test
  void gradientsRunTheWayTheySay() {
    Background gradient =
        new Background(
            Direction.VERTICAL, BackgroundColour.RED, BackgroundColour.BLUE, 0xFF0000, 0x0000FF);
    SceneObject small = new SceneObject(0, Style.GLOSSY, ObjectColour.GREEN, 64, 64, 40, false);
    Scene scene = new Scene(gradient, Layout.SINGLE, List.of(small));
    byte[] rgb = new SceneRenderer(sprites, 64).render(scene);
    assertThat(Rgb.red(pixel(rgb, 64, 3, 0))).isGreaterThan(250);
    assertThat(Rgb.blue(pixel(rgb, 64, 3, 63))).isGreaterThan(250);
    assertThat(pixel(rgb, 64, 3, 20)).isEqualTo(pixel(rgb, 64, 60, 20));
  }

  @Test
  void aFullCacheChangesNoPixel() {
    SceneComposer composer = new SceneComposer(sprites);
    SceneRenderer roomy = new SceneRenderer(sprites, 64);
    SceneRenderer tight = new SceneRenderer(sprites, 64, 20_000);
    for (int i = 0; i < 60; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      assertThat(tight.render(scene)).isEqualTo(roomy.render(scene));
      assertThat(tight.cachedBytes()).isLessThanOrEqualTo(20_000);
    }
    assertThat(roomy.cachedBytes()).isGreaterThan(20_000);
  }

  @Test
  void refusesSizesAndGridsThatMakeNoSense() {
    assertThatThrownBy(() -> new SceneRenderer(sprites, 0))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("between 16 and 1024");
    assertThatThrownBy(() -> new SceneRenderer(sprites, 64).labels(scene(ObjectColour.RED), 65))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("between 1 and 64");
  }

  private static Scene scene(ObjectColour colour) {
    SceneObject object = new SceneObject(0, Style.GLOSSY, colour, 64, 64, 96, false);
    return new Scene(WHITE, Layout.SINGLE, List.of(object));
  }

  /** Share of a cell's middle, 8 px wide around {@code centre}, that lies within the half width. */
  private static double overlap(double centre, double half) {
    double from = Math.max(centre - 4, -half);
    double to = Math.min(centre + 4, half);
    return Math.max(0, to - from) / 8;
  }

  private static int pixel(byte[] rgb, int size, int x, int y) {
    int at = 3 * (y * size + x);
    return Rgb.of(rgb[at] & 255, rgb[at + 1] & 255, rgb[at + 2] & 255);
  }
}
