package ai.vugen.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.judge.Judge.Sighting;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CellVerdictsTest {
  /** A grid of 4 × 4 cells of 8 pixels, 3 things, 3 colours. */
  private static final JudgeConfig CONFIG =
      new JudgeConfig(32, List.of(8, 8, 8, 8), List.of(1, 1, 1, 1), 4, 3, 3);

  private final float[] centre = new float[16];
  private final float[] thing = new float[3 * 16];
  private final float[] colour = new float[3 * 16];
  private final float[] box = new float[4 * 16];

  @BeforeEach
  void nothingAnywhere() {
    Arrays.fill(centre, -20);
  }

  private void place(int cell, float logit, int what, int tint) {
    centre[cell] = logit;
    thing[what * 16 + cell] = 30;
    colour[tint * 16 + cell] = 2;
    box[cell] = 0.25f;
    box[16 + cell] = 0.5f;
    box[32 + cell] = 2;
    box[48 + cell] = 1;
  }

  private List<Sighting> seen(double least) {
    return new CellVerdicts(CONFIG, centre, thing, colour, box).sightings(least);
  }

  @Test
  void aPeakIsASightingWithItsBoxInPixels() {
    place(6, 0, 2, 1); // row 1, column 2
    List<Sighting> seen = seen(0.3);
    assertThat(seen).hasSize(1);
    Sighting one = seen.get(0);
    assertThat(one.thing()).isEqualTo(2);
    assertThat(one.colour()).isEqualTo(1);
    assertThat(one.score()).isCloseTo(0.5, within(1e-9));
    assertThat(List.of(one.left(), one.top(), one.right(), one.bottom()))
        .containsExactly(8 * 1.25, 8 * 1.0, 8 * 3.25, 8 * 2.0);
  }

  @Test
  void ofNeighboursOnlyTheLikelierIsSeenAndOfEqualOnesOne() {
    place(5, 1, 0, 1);
    place(6, 2, 1, 1);
    place(12, 1, 2, 1);
    place(13, 1, 2, 1);
    assertThat(seen(0.3)).extracting(Sighting::thing).containsExactly(1, 2);
  }

  @Test
  void theTintIsTheBestColourThatIsNotAsDrawn() {
    place(0, 3, 0, 0);
    colour[2 * 16] = 1;
    Sighting one = seen(0.3).get(0);
    assertThat(one.colour()).isZero();
    assertThat(one.tint()).isEqualTo(2);
  }

  @Test
  void unsureSightingsAreLeftOut() {
    place(0, -2, 0, 1);
    assertThat(seen(0.3)).isEmpty();
    assertThat(seen(0.1)).hasSize(1);
  }

  @Test
  void wrongCountsOfNumbersAreRefused() {
    assertThatThrownBy(() -> new CellVerdicts(CONFIG, new float[9], thing, colour, box))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("9 numbers of centre; expected 16");
  }
}
