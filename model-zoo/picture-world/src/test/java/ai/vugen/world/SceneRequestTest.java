package ai.vugen.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.world.Scene.Layout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SceneRequestTest {
  private static final Subject CAR = new Subject(0, ObjectColour.RED, 1);
  private static final Subject CAT = new Subject(2, ObjectColour.NATURAL, 1);
  private static final Subject DOG = new Subject(1, ObjectColour.NATURAL, 1);

  private static SceneComposer composer;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    composer = new SceneComposer(Sprites.load(Drawings.folder(temp)));
  }

  @Test
  void whatIsAskedForIsShownInItsOrder() {
    SceneRequest row = new SceneRequest(List.of(CAR, CAT), Layout.ROW, Style.GLOSSY);
    SceneRequest column = new SceneRequest(List.of(CAT, CAR), Layout.COLUMN, Style.CARTOON);
    for (int i = 0; i < 200; i++) {
      Scene beside = composer.compose(row, 1, i);
      assertThat(beside.subjects()).containsExactly(CAR, CAT);
      assertThat(beside.commonStyle()).isEqualTo(Style.GLOSSY);
      Scene above = composer.compose(column, 1, i);
      assertThat(above.layout()).isEqualTo(Layout.COLUMN);
      assertThat(above.subjects()).containsExactly(CAT, CAR);
      assertThat(above.commonStyle()).isEqualTo(Style.CARTOON);
    }
  }

  @Test
  void countsAreShownInAnyLayout() {
    SceneRequest four = new SceneRequest(List.of(new Subject(3, ObjectColour.BLUE, 4)), null, null);
    for (int i = 0; i < 200; i++) {
      assertThat(composer.compose(four, 1, i).subjects())
          .containsExactlyElementsOf(four.subjects());
    }
  }

  @Test
  void aSceneIsAFunctionOfItsAddress() {
    SceneRequest request = new SceneRequest(List.of(CAT), null, null);
    List<Scene> scenes =
        LongStream.range(0, 100).mapToObj(i -> composer.compose(request, 1, i)).toList();
    assertThat(new HashSet<>(scenes)).hasSize(100);
    assertThat(composer.compose(request, 1, 42)).isEqualTo(scenes.get(42));
    assertThat(composer.compose(request, 2, 42)).isNotEqualTo(scenes.get(42));
  }

  @Test
  void whatNoSceneCanShowIsRefused() {
    refused(() -> new SceneRequest(List.of(), null, null), "A scene of 0 objects; expected 1 to 4");
    Subject five = new Subject(0, ObjectColour.RED, 5);
    refused(() -> new SceneRequest(List.of(five), null, null), "A scene of 5 objects");
    Subject none = new Subject(0, ObjectColour.RED, 0);
    refused(() -> new SceneRequest(List.of(none), null, null), "count is 0; expected 1 or more");
    refused(() -> new SceneRequest(List.of(CAR), Layout.ROW, null), "layout ROW");
    refused(() -> new SceneRequest(List.of(CAR, CAT), Layout.GRID, null), "layout GRID");
    SceneRequest unknown =
        new SceneRequest(List.of(new Subject(99, ObjectColour.RED, 1)), null, null);
    refused(() -> composer.compose(unknown, 1, 0), "no concept 99; expected 0 to 25");
    SceneRequest flat = new SceneRequest(List.of(DOG), null, Style.FLAT);
    refused(() -> composer.compose(flat, 1, 0), "\"dog\" is not drawn in the flat style");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(message);
  }
}
