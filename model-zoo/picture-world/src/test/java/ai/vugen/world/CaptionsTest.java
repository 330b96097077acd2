package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.world.Background.Direction;
import ai.vugen.world.Scene.Layout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptionsTest {
  private static final Background BLUE =
      new Background(
          Direction.PLAIN,
          BackgroundColour.LIGHT_BLUE,
          BackgroundColour.LIGHT_BLUE,
          0xB8DCF8,
          0xB8DCF8);

  private static Sprites sprites;
  private static SceneComposer composer;
  private static Captions captions;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    sprites = Sprites.load(Drawings.folder(temp));
    composer = new SceneComposer(sprites);
    captions = new Captions(sprites);
  }

  @Test
  void whatCaptionsSayIsTrue() {
    CaptionReader reader = new CaptionReader(sprites);
    for (int i = 0; i < 20_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      reader.check(captions.caption(scene, SceneRandom.at(2, 0, i)), scene);
      reader.check(captions.description(scene), scene);
    }
  }

  @Test
  void listsAreInReadingOrderAndColumnsAreAlwaysSaid() {
    Set<String> row = new HashSet<>();
    Set<String> column = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      SceneRandom random = SceneRandom.at(4, 0, i);
      row.add(captions.caption(scene(Layout.ROW, "cat", "dog"), random));
      column.add(captions.caption(scene(Layout.COLUMN, "cat", "dog"), random));
    }
    assertThat(row).contains("a cat and a dog").noneMatch(said -> said.contains("a dog and a cat"));
    assertThat(column)
        .allMatch(said -> said.matches("(?i).*\\b(above|below|over|under|top|bottom)\\b.*"));
  }

  @Test
  void descriptionsSayEverything() {
    assertThat(captions.description(scene(Layout.ROW, "cat", "apple")))
        .isEqualTo("a cat to the left of a red apple on a light blue background");
    assertThat(captions.description(scene(Layout.COLUMN, "cat", "apple")))
        .isEqualTo("a cat above a red apple on a light blue background");
    assertThat(captions.description(scene(Layout.SCATTER, "cat", "apple")))
        .isEqualTo("a cat and a red apple on a light blue background");
  }

  @Test
  void genEvalsPhrasingsOccur() {
    Set<String> said = new HashSet<>();
    Scene row = scene(Layout.ROW, "dog", "apple");
    Scene column = scene(Layout.COLUMN, "dog", "apple");
    Scene one =
        new Scene(BLUE, Layout.SINGLE, List.of(object("scissors", ObjectColour.ORANGE, 64, 64)));
    Scene two =
        new Scene(
            BLUE,
            Layout.SCATTER,
            List.of(
                object("knife", ObjectColour.NATURAL, 30, 30),
                object("knife", ObjectColour.NATURAL, 90, 90)));
    for (int i = 0; i < 400; i++) {
      for (Scene scene : List.of(row, column, one, two)) {
        said.add(captions.caption(scene, SceneRandom.at(3, 0, i)));
      }
    }
    assertThat(said)
        .contains(
            "a photo of a dog left of a red apple",
            "a photo of a red apple right of a dog",
            "a photo of a dog above a red apple",
            "a photo of a red apple below a dog",
            "a photo of a dog and a red apple",
            "a photo of an orange scissors",
            "a photo of two knifes",
            "a photo of two knives",
            "two knives on a light blue background")
        .hasSizeGreaterThan(150);
  }

  @Test
  void sameRandomNumbersSameCaption() {
    Scene scene = composer.compose(Split.TRAIN, 1, 7);
    assertThat(captions.caption(scene, SceneRandom.at(4, 0, 7)))
        .isEqualTo(captions.caption(scene, SceneRandom.at(4, 0, 7)));
  }

  private static Scene scene(Layout layout, String first, String second) {
    return new Scene(
        BLUE,
        layout,
        List.of(
            object(first, ObjectColour.NATURAL, 30, 30),
            object(second, ObjectColour.RED, layout == Layout.COLUMN ? 30 : 90, 90)));
  }

  private static SceneObject object(String name, ObjectColour colour, int x, int y) {
    return new SceneObject(sprites.names().indexOf(name), Style.GLOSSY, colour, x, y, 50, false);
  }
}
