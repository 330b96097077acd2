package ai.vugen.evaluation.geneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.ScoreGoldens;
import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import ai.vugen.evaluation.geneval.GenEvalPrompts.PromptLine;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.geneval.GenEvalScoring.KeptObjects;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
import ai.vugen.image.Pixels;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scores of synthetic detections against those of the official scripts. */
class GenEvalGoldenTest {
  private static final JsonObject GOLDEN = ScoreGoldens.load("geneval/scoring_cases.json");
  private static final GenEvalProtocol PROTOCOL = GenEvalProtocol.official("synthetic");
  private static final GenEvalScoring SCORING = new GenEvalScoring(PROTOCOL);

  @TestFactory
  Stream<DynamicTest> verdicts() {
    return images()
        .map(
            image ->
                dynamicTest(
                    name(image),
                    () -> {
                      JsonObject expected = image.getAsJsonObject("expected");

                      ImageVerdict verdict = SCORING.score(prompt(image), detections(image));

                      assertThat(verdict.reason()).isEqualTo(expected.get("reason").getAsString());
                      assertThat(verdict.correct())
                          .isEqualTo(expected.get("correct").getAsBoolean());
                      assertThat(verdict.kept()).isEqualTo(counts(expected));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> relations() {
    return images()
        .map(
            image ->
                dynamicTest(
                    name(image),
                    () -> {
                      List<JsonObject> expected =
                          ScoreGoldens.objects(image.getAsJsonObject("expected"), "relations");

                      List<RelativePosition> actual = positions(image);

                      assertThat(actual).hasSameSizeAs(expected);
                      for (int i = 0; i < actual.size(); i++) {
                        assertMatches(actual.get(i), expected.get(i));
                      }
                    }));
  }

  /** With the colours behind a classifier; the detector gives none. */
  @TestFactory
  Stream<DynamicTest> judgements() {
    return images()
        .map(
            image ->
                dynamicTest(
                    name(image),
                    () -> {
                      List<Detection> coloured = detections(image);
                      GenEvalJudge judge = new GenEvalJudge(detector(coloured), colours(coloured));

                      ImageVerdict verdict =
                          judge.judge(prompt(image), Pixels.of(1, 1, new byte[3]));

                      assertThat(verdict).isEqualTo(SCORING.score(prompt(image), coloured));
                    }));
  }

  @Test
  void summary() {
    JsonObject expected = GOLDEN.getAsJsonObject("summary");

    GenEvalSummary summary =
        GenEvalSummary.of(
            PROTOCOL,
            images().map(image -> SCORING.score(prompt(image), detections(image))).toList());

    assertThat(summary.protocol()).isEqualTo(PROTOCOL);
    assertThat(summary.images()).isEqualTo(expected.get("total_images").getAsInt());
    assertThat(summary.prompts()).isEqualTo(expected.get("total_prompts").getAsInt());
    assertThat(summary.correctImages())
        .isCloseTo(expected.get("correct_images_fraction").getAsDouble(), within(1e-12));
    assertThat(summary.correctPrompts())
        .isCloseTo(expected.get("correct_prompts_fraction").getAsDouble(), within(1e-12));
    assertThat(summary.overall()).isCloseTo(expected.get("overall").getAsDouble(), within(1e-12));
    assertThat(summary.tasks()).hasSize(6);
    summary
        .tasks()
        .forEach(
            (task, score) -> {
              JsonObject of = expected.getAsJsonObject("tasks").getAsJsonObject(task.tag());
              assertThat(score.correct()).isEqualTo(of.get("correct").getAsInt());
              assertThat(score.images()).isEqualTo(of.get("images").getAsInt());
              assertThat(score.score()).isCloseTo(of.get("score").getAsDouble(), within(1e-12));
            });
    assertThat(summary.text()).isEqualTo(GOLDEN.get("official_summary_text").getAsString());
  }

  @Test
  void rules() {
    JsonObject rules = GOLDEN.getAsJsonObject("rules");

    assertThat(PROTOCOL.scoreThreshold()).isEqualTo(rules.get("score_threshold").getAsDouble());
    assertThat(PROTOCOL.countingThreshold())
        .isEqualTo(rules.get("counting_score_threshold").getAsDouble());
    assertThat(PROTOCOL.maxObjects()).isEqualTo(rules.get("max_objects_per_class").getAsInt());
    assertThat(PROTOCOL.positionThreshold())
        .isEqualTo(rules.get("position_threshold").getAsDouble());
    assertThat(Stream.of(ObjectColour.values()).map(ObjectColour::word))
        .isEqualTo(ScoreGoldens.strings(rules.get("colors")));
  }

  private static List<RelativePosition> positions(JsonObject image) {
    GenEvalPrompt prompt = prompt(image);
    KeptObjects kept = SCORING.kept(prompt, detections(image));
    List<RelativePosition> positions = new ArrayList<>();
    for (Include include : prompt.include()) {
      Position position = include.position();
      if (position != null) {
        Include target = prompt.include().get(position.target());
        for (Detection subject : kept.best(include.className(), include.count())) {
          for (Detection other : kept.best(target.className(), target.count())) {
            positions.add(RelativePosition.of(subject.box(), other.box(), 0.1));
          }
        }
      }
    }
    return positions;
  }

  private static void assertMatches(RelativePosition actual, JsonObject expected) {
    assertThat(actual.dx()).isCloseTo(expected.get("dx").getAsDouble(), within(1e-12));
    assertThat(actual.dy()).isCloseTo(expected.get("dy").getAsDouble(), within(1e-12));
    Set<String> words =
        actual.relations().stream().map(Relation::words).collect(Collectors.toSet());
    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(ScoreGoldens.strings(expected.get("relations")));
  }

  private static ObjectDetector detector(List<Detection> coloured) {
    return new ObjectDetector() {
      @Override
      public String name() {
        return "synthetic";
      }

      @Override
      public List<Detection> detect(Pixels image) {
        return coloured.stream()
            .map(object -> new Detection(object.className(), object.score(), object.box()))
            .toList();
      }
    };
  }

  private static ColourClassifier colours(List<Detection> coloured) {
    Map<Box, ObjectColour> byBox = new HashMap<>();
    coloured.forEach(object -> byBox.put(object.box(), object.colour()));
    return (image, object) -> Objects.requireNonNull(byBox.get(object.box()));
  }

  private static Map<String, Integer> counts(JsonObject expected) {
    Map<String, Integer> counts = new HashMap<>();
    ScoreGoldens.byName(expected, "kept_per_class")
        .forEach((name, count) -> counts.put(name, count.intValue()));
    return counts;
  }

  private static Stream<JsonObject> images() {
    return ScoreGoldens.objects(GOLDEN, "images").stream();
  }

  private static String name(JsonObject image) {
    return image.get("id").getAsInt() + " " + image.get("scenario").getAsString();
  }

  private static GenEvalPrompt prompt(JsonObject image) {
    return PromptLine.parse(image.get("metadata").toString()).prompt();
  }

  private static List<Detection> detections(JsonObject image) {
    return ScoreGoldens.objects(image, "detections").stream()
        .map(GenEvalGoldenTest::detection)
        .toList();
  }

  private static Detection detection(JsonObject object) {
    List<Double> box = ScoreGoldens.numbers(object.get("box"));
    double[] colours =
        ScoreGoldens.numbers(object.get("color_probabilities")).stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    return new Detection(
            object.get("class").getAsString(),
            object.get("score").getAsDouble(),
            new Box(box.get(0), box.get(1), box.get(2), box.get(3)))
        .withColour(ObjectColour.mostLikely(colours));
  }
}
