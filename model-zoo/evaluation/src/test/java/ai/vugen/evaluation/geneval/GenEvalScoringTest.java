package ai.vugen.evaluation.geneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenEvalScoringTest {
  private static final GenEvalProtocol PROTOCOL = GenEvalProtocol.official("none");
  private static final Box BOX = new Box(0, 0, 1, 1);
  private static final GenEvalPrompt RED_COW =
      new GenEvalPrompt(
          GenEvalTask.COLORS,
          List.of(new Include("cow", 1, ObjectColour.RED, null)),
          List.of(),
          "a photo of a red cow");

  @Test
  void aColourThatNobodyClassified() {
    GenEvalScoring scoring = new GenEvalScoring(PROTOCOL);

    assertThatThrownBy(() -> scoring.score(RED_COW, List.of(new Detection("cow", 0.5, BOX))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("colour of a cow")
        .hasMessageContaining("withColour");
  }

  @Test
  void twoRelationsInAReason() {
    GenEvalPrompt prompt =
        new GenEvalPrompt(
            GenEvalTask.POSITION,
            List.of(
                new Include("dog", 1, null, null),
                new Include("cat", 1, null, new Position(Relation.BELOW, 0))),
            List.of(),
            "a photo of a cat below a dog");
    List<Detection> detections =
        List.of(
            new Detection("dog", 0.5, BOX), new Detection("cat", 0.5, new Box(20, -21, 21, -20)));

    assertThat(new GenEvalScoring(PROTOCOL).score(prompt, detections).reason())
        .isEqualTo("expected cat below target, found above and right of target");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void impossibleScores(double score) {
    assertThatThrownBy(() -> new Detection("cow", score, BOX))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected 0 to 1");
  }

  @Test
  void anotherNumberOfColours() {
    assertThatThrownBy(() -> ObjectColour.mostLikely(1, 2))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("2 colour scores; expected 10");
  }

  @Test
  void noImages() {
    assertThatThrownBy(() -> GenEvalSummary.of(PROTOCOL, List.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected at least one");
  }
}
