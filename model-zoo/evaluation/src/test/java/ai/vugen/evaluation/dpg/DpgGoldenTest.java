package ai.vugen.evaluation.dpg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.ScoreGoldens;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Both ways of scoring against reference results; tables go through the CSV reader. */
class DpgGoldenTest {
  private static final double TOLERANCE = 1e-9;

  @TestFactory
  Stream<DynamicTest> referenceCompatible() {
    return suites()
        .map(
            suite ->
                dynamicTest(
                    suite.get("name").getAsString(),
                    () -> {
                      JsonObject expected = suite.getAsJsonObject("reference_compatible");

                      DpgScore score = score(suite, DpgProtocol.REFERENCE_COMPATIBLE);

                      assertMatches(score, expected);
                      assertThat(score.skippedImages().stream().map(item -> item + ".png"))
                          .containsExactlyElementsOf(
                              ScoreGoldens.strings(expected.get("skipped_images")));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> corrected() {
    return suites()
        .map(
            suite ->
                dynamicTest(
                    suite.get("name").getAsString(),
                    () -> {
                      JsonObject expected = suite.getAsJsonObject("corrected");

                      DpgScore score = score(suite, DpgProtocol.CORRECTED);

                      assertMatches(score, expected);
                      assertThat(score.skippedImages())
                          .isEqualTo(
                              ScoreGoldens.strings(expected.get("images_without_questions")));
                      assertThat(score.missingImages())
                          .isEqualTo(ScoreGoldens.strings(expected.get("items_without_image")));
                    }));
  }

  private static DpgScore score(JsonObject suite, DpgProtocol protocol) {
    List<DpgRun.Answer> answers =
        ScoreGoldens.objects(suite, "answers").stream()
            .map(
                answer ->
                    new DpgRun.Answer(
                        answer.get("item_id").getAsString(),
                        answer.get("proposition_id").getAsInt(),
                        ScoreGoldens.strings(answer.get("answers"))))
            .toList();
    List<String> items = ScoreGoldens.strings(suite.get("items_with_image"));
    DpgRun run = new DpgRun(suite.get("pictures_per_item").getAsInt(), items, answers);
    return protocol.score(DpgTable.parse("golden", csv(suite)), run);
  }

  private static String csv(JsonObject suite) {
    List<JsonObject> questions = ScoreGoldens.objects(suite, "questions");
    String header = String.join(",", questions.get(0).keySet());
    return Stream.concat(Stream.of(header), questions.stream().map(DpgGoldenTest::row))
        .collect(Collectors.joining("\r\n"));
  }

  private static String row(JsonObject question) {
    return question.entrySet().stream()
        .map(field -> "\"" + field.getValue().getAsString().replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(","));
  }

  private static void assertMatches(DpgScore score, JsonObject expected) {
    JsonObject items = expected.getAsJsonObject("items");
    assertThat(score.items().keySet()).containsExactlyInAnyOrderElementsOf(items.keySet());
    score
        .items()
        .forEach(
            (id, item) -> {
              JsonObject of = items.getAsJsonObject(id);
              assertThat(item.pictures()).isEqualTo(ScoreGoldens.numbers(of.get("pictures")));
              assertThat(item.score()).isCloseTo(of.get("score").getAsDouble(), within(TOLERANCE));
            });
    assertThat(score.overall()).isCloseTo(expected.get("overall").getAsDouble(), within(TOLERANCE));
    assertClose(score.broadCategories(), ScoreGoldens.byName(expected, "category_l1"));
    assertClose(score.categories(), ScoreGoldens.byName(expected, "category_l2"));
  }

  private static void assertClose(Map<String, Double> actual, Map<String, Double> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (name, value) -> assertThat(value).isCloseTo(expected.get(name), within(TOLERANCE)));
  }

  private static Stream<JsonObject> suites() {
    return ScoreGoldens.objects(ScoreGoldens.load("dpg/cases.json"), "suites").stream();
  }
}
