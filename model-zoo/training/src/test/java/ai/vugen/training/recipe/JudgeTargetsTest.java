package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.judge.JudgeConfig;
import ai.vugen.world.ObjectBox;
import ai.vugen.world.ObjectColour;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgeTargetsTest {
  /** A grid of 4 × 4 cells of 8 pixels. */
  private static final JudgeConfig CONFIG =
      new JudgeConfig(32, List.of(8, 8, 8, 8), List.of(1, 1, 1, 1), 4, 26, 11);

  private static final ObjectBox RED = new ObjectBox(7, ObjectColour.RED, 10, 4, 16, 10);

  @Test
  void theMiddleIsACellAndItsBoxIsInCells() {
    JudgeTargets targets = JudgeTargets.of(CONFIG, List.of(List.of(), List.of(RED)));
    assertThat(targets.rows()).containsExactly(16 + 6); // picture 1, row 1, column 2
    assertThat(targets.things()).containsExactly(7);
    assertThat(targets.colours()).containsExactly(ObjectColour.RED.label());
    assertThat(targets.boxes()).containsExactly(0.25f, 0.125f, 2f, 1.25f);
    assertThat(targets.centres()[22]).isEqualTo(1);
    assertThat(java.util.Arrays.stream(targets.centres()).sum()).isEqualTo(1);
  }

  @Test
  void theInnerHalfOfAThingTellsWhatItSees() {
    ObjectBox large = new ObjectBox(3, ObjectColour.BLUE, 0, 0, 32, 16);
    JudgeTargets targets = JudgeTargets.of(CONFIG, List.of(List.of(large)));
    assertThat(targets.rows()).containsExactly(1, 2, 5, 6);
    assertThat(targets.things()).containsOnly(3);
    assertThat(targets.boxes()).startsWith(1, 1, 4, 2, 0, 1, 4, 2);
    assertThat(targets.centres()[6]).isEqualTo(1);
    assertThat(java.util.Arrays.stream(targets.centres()).sum()).isEqualTo(1);
  }

  @Test
  void cellsNearAMiddleCountLittleAndFarOnesFully() {
    float[] shares = JudgeTargets.of(CONFIG, List.of(List.of(RED))).shares();
    assertThat(shares[6]).isGreaterThan(1);
    assertThat(shares[2]).isLessThan(0.9f); // the cell above, whose edge is near
    assertThat(shares[12]).isGreaterThan(0.99f);
  }

  @Test
  void aMiddleOutsideThePictureBelongsToTheNearestCell() {
    ObjectBox outside = new ObjectBox(0, ObjectColour.NATURAL, -10, 30, 8, 8);
    assertThat(JudgeTargets.of(CONFIG, List.of(List.of(outside))).rows()).containsExactly(12);
  }
}
