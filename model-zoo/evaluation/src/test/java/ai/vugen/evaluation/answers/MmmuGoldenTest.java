package ai.vugen.evaluation.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.ScoreGoldens;
import ai.vugen.evaluation.answers.MmmuProtocol.ParsedChoice;
import ai.vugen.evaluation.answers.OpenAnswer.NumberText;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MMMU against the official script, lmms-eval and VLMEvalKit. */
class MmmuGoldenTest {
  private static final JsonObject GOLDEN = ScoreGoldens.load("vlm/mmmu.json");

  /** One generator over the cases in their order, as the programs have it. */
  @TestFactory
  Stream<DynamicTest> choicesOfTheOfficialScript() {
    return choices(MmmuProtocol.OFFICIAL, "official");
  }

  @TestFactory
  Stream<DynamicTest> choicesOfLmmsEval() {
    return choices(MmmuProtocol.LMMS_EVAL, "lmms_eval");
  }

  @TestFactory
  Stream<DynamicTest> choicesOfVlmevalkit() {
    return choices(MmmuProtocol.VLMEVALKIT, "vlmevalkit");
  }

  @TestFactory
  Stream<DynamicTest> openAnswers() {
    return cases(item -> item instanceof MmmuItem.Open)
        .map(
            golden ->
                dynamicTest(
                    name(golden),
                    () -> {
                      JsonObject official = golden.getAsJsonObject("official");
                      MmmuItem.Open item = (MmmuItem.Open) item(golden);

                      OpenAnswer parsed = OpenAnswer.parse(item.response());

                      assertThat(parsed.texts())
                          .containsExactlyInAnyOrderElementsOf(
                              ScoreGoldens.strings(official.get("parsed_strings")));
                      assertThat(parsed.numbers())
                          .containsExactlyInAnyOrderElementsOf(
                              ScoreGoldens.numbers(official.get("parsed_numbers")));
                      assertThat(MmmuProtocol.OFFICIAL.matches(item))
                          .isEqualTo(official.get("correct").getAsBoolean());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> openAnswersOfLmmsEval() {
    return cases(item -> item instanceof MmmuItem.Open)
        .map(
            golden ->
                dynamicTest(
                    name(golden),
                    () -> {
                      JsonObject expected = golden.getAsJsonObject("lmms_eval");
                      MmmuItem.Open item = (MmmuItem.Open) item(golden);

                      assertCandidates(OpenAnswer.parse(item.response()), expected);
                      assertThat(ScoreGoldens.strings(expected.get("correct")))
                          .containsExactly(String.valueOf(MmmuProtocol.LMMS_EVAL.matches(item)));
                    }));
  }

  @ParameterizedTest
  @CsvSource({
    "OFFICIAL, official",
    "LMMS_EVAL, lmms_eval",
  })
  void scores(MmmuProtocol protocol, String name) {
    assertScore(protocol, item -> true, name);
  }

  /** Without the questions for which either program draws. */
  @ParameterizedTest
  @CsvSource({
    "OFFICIAL, official_without_random_fallback",
    "LMMS_EVAL, lmms_eval_without_random_fallback",
  })
  void scoresWithoutRandomChoices(MmmuProtocol protocol, String name) {
    Set<String> drawn = new HashSet<>();
    for (JsonObject golden : ScoreGoldens.objects(GOLDEN, "cases")) {
      if (draws(golden, "official") || draws(golden, "lmms_eval")) {
        drawn.add(golden.get("id").getAsString());
      }
    }

    MmmuScore score = assertScore(protocol, item -> !drawn.contains(item.id()), name);

    assertThat(score.randomChoices()).isZero();
  }

  @Test
  void scoresByType() {
    Predicate<MmmuItem> open = item -> item instanceof MmmuItem.Open;

    assertScore(MmmuProtocol.OFFICIAL, open.negate(), "official_multiple_choice_only");
    assertScore(MmmuProtocol.OFFICIAL, open, "official_open_only");
  }

  @Test
  void domains() {
    JsonObject domains = GOLDEN.getAsJsonObject("domains");
    MmmuScore score = MmmuProtocol.OFFICIAL.score(items(item -> true), new PythonRandom(42));

    assertThat(Stream.of(MmmuScore.Domain.values()).map(MmmuScore.Domain::title))
        .containsExactlyInAnyOrderElementsOf(domains.keySet());
    for (MmmuScore.Domain domain : MmmuScore.Domain.values()) {
      assertThat(domain.subjects())
          .containsExactlyInAnyOrderElementsOf(ScoreGoldens.strings(domains.get(domain.title())));
    }
    assertThat(score.domain(MmmuScore.Domain.SCIENCE)).isEqualTo(score.subjects().get("Biology"));
    assertThat(score.domain(MmmuScore.Domain.ART_AND_DESIGN))
        .isEqualTo(score.subjects().get("Art"));
  }

  @ParameterizedTest
  @EnumSource
  void badInput(MmmuProtocol protocol) {
    MmmuItem unnamed = new MmmuItem.Choice("7", List.of("a", "b"), 'A', "A");

    assertThatThrownBy(() -> protocol.score(List.of(), new PythonRandom(42)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("expected at least one");
    assertThatThrownBy(() -> protocol.score(List.of(unnamed), new PythonRandom(42)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("id \"7\" names no subject");
    assertThatThrownBy(() -> new MmmuItem.Choice("x", List.of("a"), 'B', "A"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("1 options and the answer B");
    assertThatThrownBy(() -> new MmmuItem.Open("x", List.of(), "A"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("no right answer");
  }

  @Test
  void openAnswersByVlmevalkit() {
    MmmuItem.Open open = new MmmuItem.Open("validation_Art_1", List.of("4"), "4");

    assertThatThrownBy(() -> MmmuProtocol.VLMEVALKIT.matches(open))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("validation_Art_1 is open");
  }

  private static Stream<DynamicTest> choices(MmmuProtocol protocol, String program) {
    RandomGenerator random = new PythonRandom(42);
    return cases(item -> item instanceof MmmuItem.Choice)
        .map(
            golden -> {
              MmmuItem.Choice item = (MmmuItem.Choice) item(golden);
              ParsedChoice parsed = protocol.choose(item.response(), item.options(), random);
              JsonObject expected = golden.getAsJsonObject(program);
              return dynamicTest(name(golden), () -> assertMatches(parsed, item, expected));
            });
  }

  private static void assertMatches(
      ParsedChoice parsed, MmmuItem.Choice item, JsonObject expected) {
    assertThat(parsed.letter()).isEqualTo(ScoreGoldens.letter(expected, "parsed"));
    assertThat(parsed.random()).isEqualTo(draws(expected));
    assertThat(parsed.letter().equals(Optional.of(item.answer())))
        .isEqualTo(expected.get("correct").getAsBoolean());
  }

  private static boolean draws(JsonObject golden, String program) {
    return draws(golden.getAsJsonObject(program));
  }

  private static boolean draws(JsonObject expected) {
    return expected.has("random_fallback") && expected.get("random_fallback").getAsBoolean();
  }

  /** lmms-eval takes one of these, written as text; which one is left to chance. */
  private static void assertCandidates(OpenAnswer parsed, JsonObject expected) {
    List<String> candidates = ScoreGoldens.strings(expected.get("parsed_candidates"));
    assertThat(candidates).hasSize(parsed.texts().size() + parsed.numbers().size());
    assertThat(candidates)
        .allMatch(
            text ->
                parsed.texts().contains(text)
                    || NumberText.parse(text).filter(parsed.numbers()::contains).isPresent());
  }

  private static MmmuScore assertScore(
      MmmuProtocol protocol, Predicate<MmmuItem> part, String name) {
    JsonObject expected = GOLDEN.getAsJsonObject("expected").getAsJsonObject(name);

    MmmuScore score = protocol.score(items(part), new PythonRandom(42));

    assertThat(score.protocol()).isEqualTo(protocol);
    assertThat(score.overall().questions()).isEqualTo(expected.get("num").getAsInt());
    assertThat(score.overall().accuracy())
        .isCloseTo(expected.get("overall").getAsDouble(), within(1e-12));
    JsonObject subjects = expected.getAsJsonObject("subjects");
    assertThat(score.subjects().keySet()).isEqualTo(subjects.keySet());
    score
        .subjects()
        .forEach(
            (subject, count) -> {
              JsonObject of = subjects.getAsJsonObject(subject);
              assertThat(count.questions()).isEqualTo(of.get("num").getAsInt());
              assertThat(count.accuracy()).isCloseTo(of.get("acc").getAsDouble(), within(1e-12));
            });
    return score;
  }

  private static Stream<JsonObject> cases(Predicate<MmmuItem> part) {
    return ScoreGoldens.objects(GOLDEN, "cases").stream().filter(golden -> part.test(item(golden)));
  }

  private static List<MmmuItem> items(Predicate<MmmuItem> part) {
    return cases(part).map(MmmuGoldenTest::item).toList();
  }

  private static MmmuItem item(JsonObject golden) {
    String id = golden.get("id").getAsString();
    String response = golden.get("response").getAsString();
    JsonElement answer = golden.get("answer");
    if (golden.get("question_type").getAsString().equals("multiple-choice")) {
      return new MmmuItem.Choice(
          id,
          ScoreGoldens.strings(golden.get("options")),
          answer.getAsString().charAt(0),
          response);
    }
    List<String> answers =
        answer.isJsonArray() ? ScoreGoldens.strings(answer) : List.of(answer.getAsString());
    return new MmmuItem.Open(id, answers, response);
  }

  private static String name(JsonObject golden) {
    return golden.get("id").getAsString() + " " + golden.get("response");
  }
}
