package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.world.Scene.Layout;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SceneComposerTest {

  private static Sprites sprites;
  private static SceneComposer composer;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    sprites = Sprites.load(Drawings.folder(temp));
    composer = new SceneComposer(sprites);
  }

  @Test
  void sameAddressSameSceneInAnyOrder() {
    List<Scene> forward =
        LongStream.range(0, 300).mapToObj(i -> composer.compose(Split.TRAIN, 5, i)).toList();
    SceneComposer again = new SceneComposer(sprites);
    for (int i = 299; i >= 0; i--) {
      assertThat(again.compose(Split.TRAIN, 5, i)).isEqualTo(forward.get(i));
    }
    assertThat(new HashSet<>(forward)).hasSize(300);
    assertThat(composer.compose(Split.TRAIN, 6, 0)).isNotEqualTo(forward.get(0));
    assertThat(composer.compose(Split.HELD_OUT_SCENES, 5, 0)).isNotEqualTo(forward.get(0));
  }

  @Test
  void trainingNeverShowsHeldOutCombinations() {
    for (int i = 0; i < 50_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 1, i);
      assertThat(holdsHeldOut(scene)).as("scene %d: %s", i, scene).isFalse();
      assertThat(holdsHeldOut(composer.compose(Split.HELD_OUT_SCENES, 1, i))).isFalse();
    }
  }

  @Test
  void heldOutCombinationScenesAllShowOne() {
    for (int i = 0; i < 5_000; i++) {
      assertThat(holdsHeldOut(composer.compose(Split.HELD_OUT_COMBINATIONS, 1, i))).isTrue();
    }
  }

  @Test
  void holdsOutAboutEightPercent() {
    int pairs = 0;
    int colours = 0;
    int names = 200;
    for (int a = 0; a < names; a++) {
      for (ObjectColour colour : ObjectColour.values()) {
        colours += HeldOut.colour("thing " + a, colour) ? 1 : 0;
      }
      for (int b = 0; b < a; b++) {
        boolean held = HeldOut.pair("thing " + a, "thing " + b);
        assertThat(HeldOut.pair("thing " + b, "thing " + a)).isEqualTo(held);
        pairs += held ? 1 : 0;
      }
    }
    assertThat(pairs / (names * (names - 1) / 2.0)).isBetween(0.07, 0.09);
    assertThat(colours / (names * 10.0)).isBetween(0.06, 0.10);
  }

  @Test
  void objectsLieInsideAndHardlyOverlap() {
    for (int i = 0; i < 5_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 2, i);
      List<Box> boxes = scene.objects().stream().map(SceneComposerTest::box).toList();
      for (int a = 0; a < boxes.size(); a++) {
        Box box = boxes.get(a);
        assertThat(box.x() - box.width() / 2.0).isGreaterThanOrEqualTo(-1);
        assertThat(box.x() + box.width() / 2.0).isLessThanOrEqualTo(Scene.CANVAS + 1);
        assertThat(box.y() - box.height() / 2.0).isGreaterThanOrEqualTo(-1);
        assertThat(box.y() + box.height() / 2.0).isLessThanOrEqualTo(Scene.CANVAS + 1);
        for (int b = 0; b < a; b++) {
          assertThat(box.overlaps(boxes.get(b))).as("scene %s", scene).isFalse();
        }
      }
    }
  }

  @Test
  void sizesFitTheirCount() {
    for (int i = 0; i < 5_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 3, i);
      int most = scene.objects().size() == 1 ? 110 : scene.objects().size() == 2 ? 62 : 56;
      int least = scene.objects().size() == 1 ? 56 : 34;
      assertThat(scene.objects()).allMatch(o -> o.size() >= least && o.size() <= most);
    }
  }

  @Test
  void rowsAndColumnsAreOrderedClearly() {
    int related = 0;
    for (int i = 0; i < 10_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 4, i);
      if (scene.hasRelation()) {
        related++;
        SceneObject one = scene.objects().get(0);
        SceneObject other = scene.objects().get(1);
        boolean row = scene.layout() == Scene.Layout.ROW;
        int along = row ? other.x() - one.x() : other.y() - one.y();
        int across = Math.abs(row ? other.y() - one.y() : other.x() - one.x());
        assertThat(along).isGreaterThan(2 * across - 4).isPositive();
      }
    }
    assertThat(related).isGreaterThan(2_000);
  }

  @Test
  void everyKindOfSceneOccurs() {
    Set<Scene.Layout> layouts = EnumSet.noneOf(Scene.Layout.class);
    Set<ObjectColour> colours = EnumSet.noneOf(ObjectColour.class);
    Set<BackgroundColour> backgrounds = EnumSet.noneOf(BackgroundColour.class);
    Set<Background.Direction> directions = EnumSet.noneOf(Background.Direction.class);
    Set<Integer> counts = new HashSet<>();
    int plain = 0;
    for (int i = 0; i < 3_000; i++) {
      Scene scene = composer.compose(Split.TRAIN, 9, i);
      layouts.add(scene.layout());
      backgrounds.add(scene.background().from());
      directions.add(scene.background().direction());
      plain += scene.background().isPlain() ? 1 : 0;
      scene.subjects().forEach(subject -> colours.add(subject.colour()));
      scene.subjects().forEach(subject -> counts.add(subject.count()));
    }
    assertThat(layouts).hasSize(Scene.Layout.values().length);
    assertThat(colours).hasSize(11);
    assertThat(backgrounds).hasSize(BackgroundColour.values().length);
    assertThat(directions).hasSize(4);
    assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(plain).isBetween(2_200, 2_700);
  }

  @Test
  void favouredThingsAreShownMoreOften() {
    SceneComposer favouring =
        new SceneComposer(
            sprites,
            new SceneMix(
                1, 0, 0, 0, 0, new Emphasis(1, 1, 0.5, 0, 0.3, List.of(), 0, 1))); // single objects
    int first = 0;
    for (int i = 0; i < 2_000; i++) {
      first += favouring.compose(Split.TRAIN, 3, i).subjects().get(0).concept() == 0 ? 1 : 0;
    }
    double share = 0.5 + 0.5 / sprites.names().size();
    double deviation = Math.sqrt(2_000 * share * (1 - share));
    assertThat((double) first).isCloseTo(2_000 * share, within(5 * deviation));
  }

  @Test
  void sizesGrainAndStyleAreAsAskedFor() {
    List<Integer> sizes = List.of(96, 64, 48, 32);
    Emphasis emphasis = new Emphasis(1, 0, 0, 1, 0, sizes, 0, 16);
    SceneComposer coarse = new SceneComposer(sprites, new SceneMix(1, 1, 1, 1, 1, emphasis));
    Set<Integer> counts = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Scene scene = coarse.compose(Split.TRAIN, 4, i);
      counts.add(scene.objects().size());
      for (SceneObject object : scene.objects()) {
        Box box = box(object);
        assertThat(object.style()).isEqualTo(Style.GLOSSY);
        assertThat(object.mirrored()).isFalse();
        assertThat(object.size()).isEqualTo(sizes.get(scene.objects().size() - 1));
        assertThat(box.left() % 16).isZero();
        assertThat(box.top() % 16).isZero();
        assertThat(box.isInside()).isTrue();
      }
    }
    assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void aShareOfTheScenesFollowsTheEmphasisAndTheOthersAreAsWithout() {
    SceneMix mix =
        new SceneMix(1, 0, 0, 0, 0, new Emphasis(0.25, 0, 0, 1, 0, List.of(96, 48, 48, 48), 0, 16));
    SceneComposer some = new SceneComposer(sprites, mix);
    SceneComposer none = new SceneComposer(sprites, new SceneMix(1, 0, 0, 0, 0));
    int following = 0;
    for (int i = 0; i < 2_000; i++) {
      Scene scene = some.compose(Split.TRAIN, 5, i);
      if (!scene.equals(none.compose(Split.TRAIN, 5, i))) {
        assertThat(scene.objects().get(0).size()).isEqualTo(96);
        following++;
      }
    }
    assertThat(following).isBetween(400, 600);
  }

  @Test
  void arrangedObjectsStandWhereTheyAlwaysStand() {
    Emphasis emphasis = new Emphasis(1, 0, 0, 1, 0, List.of(96, 64, 48, 48), 1, 1);
    SceneComposer arranged = new SceneComposer(sprites, new SceneMix(1, 1, 1, 1, 1, emphasis));
    Set<List<Integer>> middles = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Scene scene = arranged.compose(Split.TRAIN, 6, i);
      if (scene.subjects().get(0).count() == 2 && scene.objects().size() == 2) {
        assertThat(scene.layout()).isEqualTo(Layout.ROW);
      }
      for (SceneObject object : scene.objects()) {
        middles.add(List.of(scene.objects().size(), object.x(), object.y()));
      }
    }
    assertThat(middles)
        .containsExactlyInAnyOrder(
            List.of(1, 64, 64),
            List.of(2, 32, 64),
            List.of(2, 96, 64),
            List.of(2, 64, 32),
            List.of(2, 64, 96),
            List.of(3, 32, 32),
            List.of(3, 96, 32),
            List.of(3, 32, 96),
            List.of(4, 32, 32),
            List.of(4, 96, 32),
            List.of(4, 32, 96),
            List.of(4, 96, 96));
  }

  @Test
  void sizesThatCannotFitAreRefused() {
    assertThatThrownBy(() -> new Emphasis(1, 0, 0, 0, 0.3, List.of(96, 80, 48, 48), 0, 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("to 64 for more")
        .hasMessageContaining("80");
    assertThatThrownBy(() -> new Emphasis(1, 0, 0, 0, 0.3, List.of(96), 0, 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("none or four");
  }

  @Test
  void aFavourForNoThingOrForTooManyIsRefused() {
    assertThatThrownBy(() -> new Emphasis(1, 0, 0.5, 0, 0.3, List.of(), 0, 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("0 commonest things");
    int many = sprites.names().size() + 1;
    SceneMix mix = new SceneMix(1, 0, 0, 0, 0, new Emphasis(1, many, 0.5, 0, 0.3, List.of(), 0, 1));
    assertThatThrownBy(() -> new SceneComposer(sprites, mix))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("first " + many + " things");
  }

  private static Box box(SceneObject object) {
    Sprite sprite = sprites.sprite(object.concept(), object.style());
    return new Box(
        sprite.widthAt(object.size()), sprite.heightAt(object.size()), object.x(), object.y());
  }

  private static boolean holdsHeldOut(Scene scene) {
    List<Subject> subjects = scene.subjects();
    for (Subject subject : subjects) {
      if (HeldOut.colour(sprites.name(subject.concept()), subject.colour())) {
        return true;
      }
      for (Subject other : subjects) {
        String a = sprites.name(subject.concept());
        String b = sprites.name(other.concept());
        if (!a.equals(b) && HeldOut.pair(a, b)) {
          return true;
        }
      }
    }
    return false;
  }
}
