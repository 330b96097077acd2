package ai.vugen.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.evaluation.judge.Judge.Sighting;
import ai.vugen.json.JsonSection;
import ai.vugen.world.ObjectBox;
import ai.vugen.world.ObjectColour;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgeScoresTest {
  private static final ObjectBox RED_DOG = new ObjectBox(3, ObjectColour.RED, 10, 10, 20, 20);
  private static final ObjectBox CAT = new ObjectBox(4, ObjectColour.NATURAL, 50, 10, 20, 20);

  private static Sighting seen(int thing, int tint, double left, double width) {
    return new Sighting(thing, tint, tint, 0.9, left, 10, left + width, 30);
  }

  private static JudgeScores scores(Sighting... seen) {
    return JudgeScores.of(List.of(RED_DOG, CAT), List.of(seen));
  }

  @Test
  void whatIsSeenRightIsFound() {
    assertThat(scores(seen(4, 7, 50, 20), seen(3, 1, 10, 20)))
        .isEqualTo(new JudgeScores(1, 2, 2, 1, 1, 1, 0));
  }

  @Test
  void aWrongColourIsToldOfTintedObjectsOnly() {
    assertThat(scores(seen(4, 7, 50, 20), seen(3, 2, 10, 20)))
        .isEqualTo(new JudgeScores(1, 2, 2, 1, 0, 1, 0));
  }

  @Test
  void otherThingsAndFarBoxesAreFalseSightings() {
    assertThat(scores(seen(5, 1, 10, 20), seen(4, 1, 50, 41)))
        .isEqualTo(new JudgeScores(1, 2, 0, 0, 0, 0, 2));
    assertThat(scores(seen(4, 1, 50, 40))).isEqualTo(new JudgeScores(1, 2, 1, 0, 0, 0, 0));
    assertThat(scores(seen(4, 1, 71, 20))).isEqualTo(new JudgeScores(1, 2, 0, 0, 0, 0, 1));
  }

  @Test
  void anObjectIsFoundOnce() {
    assertThat(scores(seen(3, 1, 10, 20), seen(3, 1, 11, 20), seen(4, 1, 50, 20)))
        .isEqualTo(new JudgeScores(1, 2, 2, 1, 1, 0, 1));
  }

  @Test
  void ratesAreSharesOfTheSums() {
    JudgeScores sum =
        scores(seen(3, 1, 10, 20)).plus(scores(seen(4, 7, 50, 20), seen(3, 2, 10, 20)));
    assertThat(sum).isEqualTo(new JudgeScores(2, 4, 3, 2, 1, 1, 0));
    assertThat(sum.recall()).isEqualTo(0.75);
    assertThat(sum.colourAccuracy()).isEqualTo(0.5);
    assertThat(sum.exactShare()).isEqualTo(0.5);
    assertThat(sum.plus(scores(seen(9, 1, 0, 5))).falseRate()).isEqualTo(1 / 3.0);
    assertThat(JudgeScores.NONE.recall()).isZero();
  }

  private static JudgeScores read(String key, int value) {
    JsonObject json = new JudgeScores(2, 4, 3, 2, 1, 1, 5).json();
    json.addProperty(key, value);
    return JudgeScores.of(JsonSection.parse("judge.json", json.toString()));
  }

  @Test
  void whatIsWrittenIsReadAndImpossibleCountsAreRefused() {
    assertThat(read("found", 3)).isEqualTo(new JudgeScores(2, 4, 3, 2, 1, 1, 5));
    for (String key : List.of("found", "tinted", "tinted_right", "exact")) {
      assertThatThrownBy(() -> read(key, 9))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining(key + " is 9, more than the ");
    }
  }
}
