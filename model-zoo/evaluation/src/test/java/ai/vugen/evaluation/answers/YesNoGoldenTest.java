package ai.vugen.evaluation.answers;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.ScoreGoldens;
import ai.vugen.evaluation.answers.YesNoReader.YesNo;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MME and POPE against the evaluation programs' results. */
class YesNoGoldenTest {
  private static final JsonObject MME = ScoreGoldens.load("vlm/mme.json");
  private static final JsonObject POPE = ScoreGoldens.load("vlm/pope.json");

  @TestFactory
  Stream<DynamicTest> answersAreRead() {
    return ScoreGoldens.objects(MME, "parse_cases").stream()
        .map(
            item ->
                dynamicTest(
                    item.get("answer").toString(),
                    () -> {
                      String answer = item.get("answer").getAsString();

                      assertThat(YesNoReader.LMMS_EVAL.read(answer))
                          .isEqualTo(yesNo(item, "lmms_eval"));
                      assertThat(YesNoReader.VLMEVALKIT.read(answer))
                          .isEqualTo(yesNo(item, "vlmevalkit"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> mmePoints() {
    return ScoreGoldens.objects(MME, "items").stream()
        .map(
            item ->
                dynamicTest(
                    item.get("question_id").getAsString() + " " + item.get("prediction"),
                    () -> {
                      MmeScore.Answer answer = mmeAnswer(item);

                      assertThat(answer.correct(YesNoReader.LMMS_EVAL))
                          .isEqualTo(item.get("lmms_eval_score").getAsDouble() == 1);
                      assertThat(answer.correct(YesNoReader.VLMEVALKIT))
                          .isEqualTo(item.get("vlmevalkit_score").getAsDouble() == 1);
                      assertThat(YesNoReader.VLMEVALKIT.read(answer.prediction()))
                          .isEqualTo(yesNo(item, "vlmevalkit_extracted"));
                    }));
  }

  @ParameterizedTest
  @CsvSource({"LMMS_EVAL, lmms_eval", "VLMEVALKIT, vlmevalkit"})
  void mmeScores(YesNoReader reader, String name) {
    JsonObject expected = MME.getAsJsonObject("expected").getAsJsonObject(name);

    MmeScore score =
        MmeScore.of(
            reader,
            ScoreGoldens.objects(MME, "items").stream().map(YesNoGoldenTest::mmeAnswer).toList());

    Map<String, Double> subtasks = ScoreGoldens.byName(expected, "subtasks");
    assertThat(score.reader()).isEqualTo(reader);
    assertThat(score.subtasks()).hasSameSizeAs(subtasks);
    subtasks.forEach(
        (tag, points) ->
            assertThat(score.subtasks().get(MmeScore.Subtask.of(tag)))
                .extracting(MmeScore.SubtaskScore::score, as(InstanceOfAssertFactories.DOUBLE))
                .isCloseTo(points, within(1e-9)));
    assertThat(score.perception())
        .isCloseTo(expected.get("perception").getAsDouble(), within(1e-9));
    assertThat(score.cognition()).isCloseTo(expected.get("cognition").getAsDouble(), within(1e-9));
  }

  @Test
  void mmeGroups() {
    assertThat(tags(MmeScore.Subtask.Group.PERCEPTION))
        .isEqualTo(ScoreGoldens.strings(MME.get("perception")));
    assertThat(tags(MmeScore.Subtask.Group.COGNITION))
        .isEqualTo(ScoreGoldens.strings(MME.get("cognition")));
  }

  @TestFactory
  Stream<DynamicTest> popeAnswersAreRead() {
    return ScoreGoldens.objects(POPE, "items").stream()
        .map(
            item ->
                dynamicTest(
                    item.get("question_id").getAsInt() + " " + item.get("prediction"),
                    () -> {
                      PopeScore.Answer answer = popeAnswer(item);
                      YesNo right = answer.expected() ? YesNo.YES : YesNo.NO;
                      YesNo read = PopeProtocol.LMMS_EVAL.read(answer.prediction());

                      assertThat(read == right)
                          .isEqualTo(item.get("lmms_eval_score").getAsDouble() == 1);
                      assertThat(read).isEqualTo(yesNo(item, "lmms_eval_prediction"));
                      assertThat(PopeProtocol.STRICT.read(answer.prediction())).isEqualTo(read);
                      assertThat(PopeProtocol.VLMEVALKIT.read(answer.prediction()))
                          .isEqualTo(yesNo(item, "vlmevalkit_extracted"));
                    }));
  }

  @ParameterizedTest
  @CsvSource({"LMMS_EVAL, lmms_eval, yes_ratio_as_coded", "STRICT, strict, yes_ratio"})
  void popeScores(PopeProtocol protocol, String name, String yesRatio) {
    JsonObject expected = POPE.getAsJsonObject("expected").getAsJsonObject(name);

    PopeScore score = protocol.score(popeAnswers());

    assertThat(score.protocol()).isEqualTo(protocol);
    assertMatches(score.overall(), expected, 1, 1e-12);
    assertThat(score.overall().yesRatio())
        .isCloseTo(expected.get(yesRatio).getAsDouble(), within(1e-12));
  }

  @Test
  void popeScoresOfVlmevalkit() {
    JsonObject expected = POPE.getAsJsonObject("expected").getAsJsonObject("vlmevalkit");

    PopeScore score = PopeProtocol.VLMEVALKIT.score(popeAnswers());

    assertThat(score.categories()).hasSize(3);
    assertMatches(score.overall(), expected.getAsJsonObject("Overall"), 100, 1e-9);
    score
        .categories()
        .forEach(
            (category, rates) ->
                assertMatches(rates, expected.getAsJsonObject(category), 100, 1e-9));
  }

  @Test
  void popeCountsAnAnswerInEachOfItsCategories() {
    PopeScore score =
        PopeProtocol.VLMEVALKIT.score(
            List.of(
                new PopeScore.Answer("random,popular", true, "yes"),
                new PopeScore.Answer("popular", false, "yes")));

    assertThat(score.overall().questions()).isEqualTo(3);
    assertThat(score.categories().get("popular"))
        .extracting(PopeScore.Rates::questions)
        .isEqualTo(2);
  }

  @Test
  void badInput() {
    MmeScore.Answer single = new MmeScore.Answer(MmeScore.Subtask.OCR, "a.png", true, "yes");

    assertThatThrownBy(() -> MmeScore.of(YesNoReader.LMMS_EVAL, List.of(single)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Image a.png has 1 answers; MME expects two");
    assertThatThrownBy(() -> MmeScore.of(YesNoReader.LMMS_EVAL, List.of()))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> MmeScore.Subtask.of("ocr"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no subtask \"ocr\"; expected one of existence,");
    assertThatThrownBy(() -> PopeProtocol.STRICT.score(List.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected at least one");
  }

  private static void assertMatches(
      PopeScore.Rates rates, JsonObject expected, double factor, double tolerance) {
    assertThat(factor * rates.accuracy())
        .isCloseTo(expected.get("accuracy").getAsDouble(), within(tolerance));
    assertThat(factor * rates.precision())
        .isCloseTo(expected.get("precision").getAsDouble(), within(tolerance));
    assertThat(factor * rates.recall())
        .isCloseTo(expected.get("recall").getAsDouble(), within(tolerance));
    assertThat(factor * rates.f1()).isCloseTo(expected.get("f1").getAsDouble(), within(tolerance));
  }

  private static List<String> tags(MmeScore.Subtask.Group group) {
    return Stream.of(MmeScore.Subtask.values())
        .filter(subtask -> subtask.group() == group)
        .map(MmeScore.Subtask::tag)
        .toList();
  }

  private static MmeScore.Answer mmeAnswer(JsonObject item) {
    return new MmeScore.Answer(
        MmeScore.Subtask.of(item.get("category").getAsString()),
        item.get("question_id").getAsString(),
        item.get("answer").getAsString().equals("Yes"),
        item.get("prediction").getAsString());
  }

  private static List<PopeScore.Answer> popeAnswers() {
    return ScoreGoldens.objects(POPE, "items").stream().map(YesNoGoldenTest::popeAnswer).toList();
  }

  private static PopeScore.Answer popeAnswer(JsonObject item) {
    return new PopeScore.Answer(
        item.get("category").getAsString(),
        item.get("answer").getAsString().equals("yes"),
        item.get("prediction").getAsString());
  }

  private static YesNo yesNo(JsonObject item, String field) {
    return switch (item.get(field).getAsString().toLowerCase(Locale.ROOT)) {
      case "yes" -> YesNo.YES;
      case "no" -> YesNo.NO;
      default -> YesNo.UNKNOWN;
    };
  }
}
