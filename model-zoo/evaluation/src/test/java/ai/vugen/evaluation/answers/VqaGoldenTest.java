package ai.vugen.evaluation.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.ScoreGoldens;
import ai.vugen.evaluation.answers.VqaNormalization.Contractions;
import ai.vugen.evaluation.answers.VqaQuestion.PlainMatch;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VQA accuracy against lmms-eval's and VLMEvalKit's results. */
class VqaGoldenTest {
  private static final JsonObject GOLDEN = ScoreGoldens.load("vlm/vqa.json");

  @TestFactory
  Stream<DynamicTest> normalization() {
    return ScoreGoldens.objects(GOLDEN, "normalisation_cases").stream()
        .map(
            item ->
                dynamicTest(
                    item.get("answer").toString(),
                    () -> {
                      String answer = item.get("answer").getAsString();

                      assertThat(VqaNormalization.LMMS_EVAL.normalize(answer))
                          .isEqualTo(item.get("lmms_eval").getAsString());
                      assertThat(VqaNormalization.VLMEVALKIT.normalize(answer))
                          .isEqualTo(item.get("vlmevalkit").getAsString());
                      assertThat(VqaNormalization.EVALAI.normalize(answer))
                          .isEqualTo(item.get("evalai_full").getAsString());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> accuracies() {
    return ScoreGoldens.objects(GOLDEN, "accuracy_cases").stream()
        .map(
            item ->
                dynamicTest(
                    item.get("prediction") + " of " + item.get("human_answers"),
                    () -> {
                      assertMatches(item, VqaNormalization.LMMS_EVAL, "lmms_eval");
                      assertMatches(item, VqaNormalization.VLMEVALKIT, "vlmevalkit");
                    }));
  }

  @ParameterizedTest
  @CsvSource({"LMMS_EVAL, lmms_eval_mean", "VLMEVALKIT, vlmevalkit_mean"})
  void meanAccuracy(VqaNormalization normalization, String name) {
    List<VqaQuestion> questions =
        ScoreGoldens.objects(GOLDEN, "accuracy_cases").stream()
            .map(VqaGoldenTest::question)
            .toList();

    VqaScore score = VqaScore.of(normalization, questions);

    assertThat(score.normalization()).isEqualTo(normalization);
    assertThat(score.questions()).isEqualTo(40);
    assertThat(score.accuracy())
        .isCloseTo(GOLDEN.getAsJsonObject("expected").get(name).getAsDouble(), within(1e-12));
  }

  @TestFactory
  Stream<DynamicTest> plainMatches() {
    return plainCases().stream()
        .map(
            item ->
                dynamicTest(
                    item.get("target") + " and " + item.get("prediction"),
                    () ->
                        assertThat(
                                PlainMatch.matches(
                                    item.get("target").getAsString(),
                                    item.get("prediction").getAsString()))
                            .isEqualTo(item.get("equal").getAsBoolean())));
  }

  @Test
  void shareOfPlainMatches() {
    PlainMatch match =
        PlainMatch.of(
            plainCases().stream().map(item -> item.get("target").getAsString()).toList(),
            plainCases().stream().map(item -> item.get("prediction").getAsString()).toList());

    assertThat(match).isEqualTo(new PlainMatch(6, 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "couldnt've, couldn't've",
    "couldn'tve, couldn't've",
    "ow's'at, 'ow's'at",
    "somebody'd, somebodyd",
    "hes, he's",
    "its, its",
    "don't, don't",
  })
  void contractions(String word, String complete) {
    assertThat(Contractions.of(word)).isEqualTo(complete);
  }

  @Test
  void onlySomePeriodsAreRemoved() {
    assertThat(VqaNormalization.LMMS_EVAL.normalize(".".repeat(35))).isEqualTo("...");
  }

  @Test
  void badInput() {
    assertThatThrownBy(() -> new VqaQuestion(List.of("yes"), "yes"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("1 human answers; expected ten");
    assertThatThrownBy(() -> VqaScore.of(VqaNormalization.EVALAI, List.of()))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> PlainMatch.of(List.of("a"), List.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("1 targets and 0 predictions");
  }

  private static void assertMatches(
      JsonObject item, VqaNormalization normalization, String program) {
    JsonObject expected = item.getAsJsonObject(program);
    VqaQuestion question = question(item);

    assertThat(normalization.normalize(question.prediction()))
        .isEqualTo(expected.get("normalised").getAsString());
    assertThat(question.accuracy(normalization))
        .isCloseTo(expected.get("accuracy").getAsDouble(), within(1e-12));
  }

  private static List<JsonObject> plainCases() {
    return ScoreGoldens.objects(GOLDEN.getAsJsonObject("plain_exact_match"), "cases");
  }

  private static VqaQuestion question(JsonObject item) {
    return new VqaQuestion(
        ScoreGoldens.strings(item.get("human_answers")), item.get("prediction").getAsString());
  }
}
