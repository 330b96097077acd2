package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.world.Background.Direction;
import ai.vugen.world.Scene.Layout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What captions have said of things where they name them. */
final class MentionsTest {
  private static final Background WHITE =
      new Background(
          Direction.PLAIN, BackgroundColour.WHITE, BackgroundColour.WHITE, 0xFFFFFF, 0xFFFFFF);

  private static Sprites sprites;
  private static Mentions mentions;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    sprites = Sprites.load(Drawings.folder(temp));
    mentions = new Mentions(new Nouns(sprites.names()));
  }

  private static SceneObject object(String name, ObjectColour colour, int x, int y) {
    return new SceneObject(sprites.names().indexOf(name), Style.GLOSSY, colour, x, y, 40, false);
  }

  private static List<Mention> read(Layout layout, String caption, SceneObject... objects) {
    return mentions.of(new Scene(WHITE, layout, List.of(objects)), caption);
  }

  @Test
  void aThingHasTheColourBeforeItsName() {
    String caption = "a red cat and a blue dog";
    List<Mention> read =
        read(
            Layout.ROW,
            caption,
            object("dog", ObjectColour.BLUE, 80, 40),
            object("cat", ObjectColour.RED, 10, 40));
    assertThat(read)
        .containsExactly(
            new Mention(caption.indexOf("cat") + 3, List.of("red")),
            new Mention(caption.length(), List.of("blue", "right")));
  }

  @Test
  void thePlaceIsKnownOfTheSecondThing() {
    SceneObject cat = object("cat", ObjectColour.NATURAL, 40, 10);
    SceneObject dog = object("dog", ObjectColour.NATURAL, 40, 80);
    assertThat(read(Layout.COLUMN, "A cat above a dog.", cat, dog))
        .containsExactly(new Mention(17, List.of("bottom")));
    assertThat(read(Layout.COLUMN, "a dog below a cat", cat, dog))
        .containsExactly(new Mention(17, List.of("top")));
  }

  @Test
  void severalHaveTheirNumber() {
    SceneObject cat = object("cat", ObjectColour.RED, 10, 40);
    SceneObject other = object("cat", ObjectColour.RED, 80, 40);
    assertThat(read(Layout.ROW, "2 red cats", cat, other))
        .containsExactly(new Mention(10, List.of("red", "two")));
    assertThat(read(Layout.ROW, "two cats", cat, other))
        .containsExactly(new Mention(8, List.of("two")));
  }

  @Test
  void whatIsSaidOfNothingIsNoMention() {
    SceneObject cat = object("cat", ObjectColour.NATURAL, 40, 40);
    assertThat(read(Layout.SINGLE, "a photo of a cat", cat)).isEmpty();
  }

  @Test
  void everyCaptionIsUnderstood() {
    SceneComposer composer = new SceneComposer(sprites);
    Captions captions = new Captions(sprites);
    int places = 0;
    for (int i = 0; i < 20_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 5, i);
      String caption = captions.caption(scene, SceneRandom.at(6, 0, i));
      List<Mention> read = mentions.of(scene, caption);
      long said = read.stream().filter(m -> m.words().stream().anyMatch(PLACES::contains)).count();
      assertThat(said).as(caption).isEqualTo(scene.hasRelation() ? 1 : 0);
      places += (int) said;
    }
    assertThat(places).isGreaterThan(1000);
  }

  private static final List<String> PLACES = List.of("left", "right", "top", "bottom");
}
