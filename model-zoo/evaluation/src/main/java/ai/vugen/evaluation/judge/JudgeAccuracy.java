package ai.vugen.evaluation.judge;

import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.evaluation.scenes.SceneSettings;
import ai.vugen.json.JsonSection;
import ai.vugen.world.Split;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often a judge errs on pictures whose content is known, and how that was measured.
 *
 * @param weights SHA-256 of the weights that were measured
 * @param scenes which pictures
 * @param leastScore sightings with at least this score counted, in [0, 1]
 * @param leastOverlap of a box with that of what it shows, intersection over union, in [0, 1]
 * @param scores of each of {@link HeldOutScenes#SPLITS}
 */
public record JudgeAccuracy(
    String weights,
    SceneSettings scenes,
    double leastScore,
    double leastOverlap,
    Map<Split, JudgeScores> scores) {
  public JudgeAccuracy {
    scores = Collections.unmodifiableMap(new EnumMap<>(scores));
  }

  /**
   * Reads it from a section of a judge's configuration.
   *
   * @throws ai.vugen.error.ModelIntegrityException if a number is missing or impossible
   */
  static JudgeAccuracy of(JsonSection section) {
    Map<Split, JudgeScores> scores = new EnumMap<>(Split.class);
    for (Split split : HeldOutScenes.SPLITS) {
      scores.put(split, JudgeScores.of(section.section(EnumText.tag(split))));
    }
    return new JudgeAccuracy(
        section.text("weights_sha256"),
        SceneSettings.of(section),
        section.number("least_score"),
        section.number("least_overlap"),
        scores);
  }

  /** It as that section. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("weights_sha256", weights);
    scenes.addTo(json);
    json.addProperty("least_score", leastScore);
    json.addProperty("least_overlap", leastOverlap);
    scores.forEach((split, score) -> json.add(EnumText.tag(split), score.json()));
    return json;
  }

  /** It as the errors of a detector, one entry a split. */
  public List<DetectorErrors> errors() {
    return scores.entrySet().stream()
        .map(entry -> errors(EnumText.words(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static DetectorErrors errors(String pictures, JudgeScores scores) {
    return new DetectorErrors(
        pictures,
        scores.pictures(),
        1 - scores.recall(),
        1 - scores.colourAccuracy(),
        scores.falseRate(),
        1 - scores.exactShare());
  }

  /** It as lines for a terminal, one a split, without a line break at the end. */
  public String text() {
    return scores.entrySet().stream()
        .map(entry -> line(EnumText.words(entry.getKey()), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(String split, JudgeScores scores) {
    return String.format(
        Locale.ROOT,
        "%-22s objects found %s, colours right %s, pictures exact %s, false sightings a picture %s",
        split + ":",
        ScoreText.percent(scores.recall()),
        ScoreText.percent(scores.colourAccuracy()),
        ScoreText.percent(scores.exactShare()),
        ScoreText.rounded(scores.falseRate(), 3));
  }
}
