package ai.vugen.evaluation.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.ScoreGoldens;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MMBench against lmms-eval's and VLMEvalKit's results. */
class MmBenchGoldenTest {
  private static final JsonObject GOLDEN = ScoreGoldens.load("vlm/mmbench.json");
  private static final JsonObject EXPECTED = GOLDEN.getAsJsonObject("expected");

  @TestFactory
  Stream<DynamicTest> lettersOfLmmsEval() {
    return parseCases(
        "lmms_eval",
        (answer, options, expected) -> {
          assertThat(LmmsLetters.option(answer)).isEqualTo(ScoreGoldens.letter(expected, "option"));
          assertThat(LmmsLetters.text(answer, options))
              .isEqualTo(ScoreGoldens.letter(expected, "text"));
          assertThat(LmmsLetters.prefetch(answer, options))
              .isEqualTo(ScoreGoldens.letter(expected, "prefetch"));
          assertThat(LmmsLetters.extract(answer, options))
              .isEqualTo(ScoreGoldens.letter(expected, "mcq_extract"));
        });
  }

  @TestFactory
  Stream<DynamicTest> lettersOfVlmevalkit() {
    return parseCases(
        "vlmevalkit",
        (answer, options, expected) -> {
          assertThat(VlmLetters.option(answer, options.size()))
              .isEqualTo(ScoreGoldens.letter(expected, "option"));
          assertThat(VlmLetters.text(answer, options))
              .isEqualTo(ScoreGoldens.letter(expected, "text"));
          assertThat(MmBenchProtocol.VLMEVALKIT_EXACT_MATCHING.letter(answer, options))
              .isEqualTo(ScoreGoldens.letter(expected, "result"));
        });
  }

  @Test
  void circularEvaluationOfLmmsEval() {
    JsonObject expected = EXPECTED.getAsJsonObject("lmms_eval_static");

    MmBenchScore score = MmBenchProtocol.LMMS_EVAL_STATIC.score(rows());

    assertThat(score.rows()).isEqualTo(77);
    assertThat(score.overall()).isCloseTo(expected.get("overall").getAsDouble(), within(1e-12));
    assertThat(100 * score.overall())
        .isCloseTo(expected.get("percent").getAsDouble(), within(1e-12));
    assertThat(score.categories()).isEqualTo(ScoreGoldens.byName(expected, "category"));
    assertThat(score.abilities()).isEqualTo(ScoreGoldens.byName(expected, "l2_category"));
    assertThat(score.hits()).isEqualTo(hits(expected));
    assertThat(score.unrotated())
        .isCloseTo(
            EXPECTED.get("lmms_eval_prefetch_unrotated_accuracy").getAsDouble(), within(1e-12));
  }

  @Test
  void circularEvaluationOfVlmevalkit() {
    JsonObject expected = EXPECTED.getAsJsonObject("vlmevalkit_exact_matching");
    JsonObject abbreviations = GOLDEN.getAsJsonObject("ability_abbreviations");

    MmBenchScore score = MmBenchProtocol.VLMEVALKIT_EXACT_MATCHING.score(rows());

    Map<String, Double> abilities = new HashMap<>(score.categories());
    score
        .abilities()
        .forEach((name, share) -> abilities.put(abbreviations.get(name).getAsString(), share));
    assertThat(score.overall()).isCloseTo(expected.get("overall").getAsDouble(), within(1e-12));
    assertThat(abilities).isEqualTo(ScoreGoldens.byName(expected, "abilities"));
    assertThat(score.hits()).isEqualTo(hits(expected));
  }

  @ParameterizedTest
  @EnumSource
  void badInput(MmBenchProtocol protocol) {
    MmBenchScore.Row rotated =
        new MmBenchScore.Row(1_000_005, List.of("a", "b"), 'A', "A", "ocr", "x");

    assertThatThrownBy(() -> protocol.score(List.of(rotated)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no row with index 5");
    assertThatThrownBy(() -> protocol.score(List.of()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected at least one");
    assertThatThrownBy(() -> new MmBenchScore.Row(5, List.of("a", "b"), 'C', "A", "ocr", "x"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("2 options and the answer C");
  }

  private interface ParseCheck {
    void check(String answer, List<String> options, JsonObject expected);
  }

  private static Stream<DynamicTest> parseCases(String program, ParseCheck check) {
    return ScoreGoldens.objects(GOLDEN, "parse_cases").stream()
        .map(
            item ->
                dynamicTest(
                    item.get("answer") + " of " + item.get("options"),
                    () ->
                        check.check(
                            item.get("answer").getAsString(),
                            options(item),
                            item.getAsJsonObject(program))));
  }

  /** The options that exist; "nan" stands for a missing one. */
  private static List<String> options(JsonObject item) {
    return ScoreGoldens.values(item, "options").stream()
        .filter(text -> !text.equals("nan"))
        .toList();
  }

  private static List<MmBenchScore.Row> rows() {
    return ScoreGoldens.objects(GOLDEN, "circular_rows").stream()
        .map(
            row ->
                new MmBenchScore.Row(
                    row.get("index").getAsInt(),
                    options(row),
                    row.get("answer").getAsString().charAt(0),
                    row.get("prediction").getAsString(),
                    row.get("category").getAsString(),
                    row.get("l2-category").getAsString()))
        .toList();
  }

  private static Map<Integer, Boolean> hits(JsonObject expected) {
    Map<Integer, Boolean> hits = new HashMap<>();
    ScoreGoldens.byName(expected, "hit_per_question")
        .forEach((index, hit) -> hits.put(Integer.valueOf(index), hit == 1));
    return hits;
  }
}
