package ai.vugen.evaluation.scenes;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.scenes.HeldOutScenes.ScenePicture;
import ai.vugen.world.Drawings;
import ai.vugen.world.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeldOutScenesTest {
  private static Path drawings = Path.of("");

  @BeforeAll
  static void draw(@TempDir Path folder) throws IOException {
    drawings = Drawings.folder(folder);
  }

  @Test
  void everySceneOfBothSplitsIsMeasuredInOrder() {
    List<HeldOutScenes.Progress> progress = new ArrayList<>();
    HeldOutScenes scenes = HeldOutScenes.open(drawings, 32, 2, 5);

    assertThat(scenes.measure(ScenePicture::name, progress::add))
        .containsEntry(
            Split.HELD_OUT_SCENES, List.of("held_out_scenes-0000", "held_out_scenes-0001"))
        .containsEntry(
            Split.HELD_OUT_COMBINATIONS,
            List.of("held_out_combinations-0000", "held_out_combinations-0001"))
        .hasSize(2);
    assertThat(progress)
        .containsExactly(
            new HeldOutScenes.Progress(Split.HELD_OUT_SCENES, 1, 4),
            new HeldOutScenes.Progress(Split.HELD_OUT_SCENES, 2, 4),
            new HeldOutScenes.Progress(Split.HELD_OUT_COMBINATIONS, 3, 4),
            new HeldOutScenes.Progress(Split.HELD_OUT_COMBINATIONS, 4, 4));
  }

  @Test
  void aSceneIsAFunctionOfItsAddress() {
    ScenePicture scene = HeldOutScenes.open(drawings, 32, 9, 5).picture(Split.HELD_OUT_SCENES, 1);

    assertThat(HeldOutScenes.open(drawings, 32, 2, 5).picture(Split.HELD_OUT_SCENES, 1))
        .isEqualTo(scene);
    assertThat(HeldOutScenes.open(drawings, 32, 2, 6).picture(Split.HELD_OUT_SCENES, 1).pixels())
        .isNotEqualTo(scene.pixels());
    assertThat(scene.pixels().width()).isEqualTo(32);
    assertThat(scene.questions()).hasSizeGreaterThan(3);
  }

  @Test
  void whatIsNotThereIsRefused() {
    refused(() -> HeldOutScenes.open(drawings, 32, 0, 0), "scenes a split is 0; expected 1");
    refused(() -> HeldOutScenes.open(drawings, 8, 1, 0), "must be between 16 and 1024");
    refused(
        () -> HeldOutScenes.open(drawings.resolve("absent"), 32, 1, 0),
        "give the folder of drawings");
  }
}
