package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.calibration.CalibrationResult.MissingPrompt;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The parts of a report as JSON. */
final class CalibrationJson {
  private CalibrationJson() {}

  static JsonObject of(CalibrationResult result) {
    JsonObject report = new JsonObject();
    report.addProperty("benchmark", "GenEval, calibration");
    report.add("protocol", protocol(result));
    JsonObject scores = new JsonObject();
    scores.add("composed", result.composed().summary().json());
    scores.add("shuffled", result.shuffled().summary().json());
    scores.add("chance", result.chance().json());
    report.add("scores", scores);
    JsonArray missing = new JsonArray();
    for (MissingPrompt prompt : result.missing()) {
      JsonObject json = new JsonObject();
      json.addProperty("task", prompt.prompt().task().tag());
      json.addProperty("prompt", prompt.prompt().prompt());
      json.addProperty("reason", prompt.reason());
      missing.add(json);
    }
    report.add("not_composed", missing);
    return report;
  }

  /** Returns how the scores were measured: names and plain values or lists of them. */
  static JsonObject protocol(CalibrationResult result) {
    JsonObject json = new JsonObject();
    int composed = result.composed().prompts().size();
    json.addProperty("prompts", composed + result.missing().size());
    json.addProperty("composed_prompts", composed);
    result.settings().addTo(json);
    json.addProperty("picture_size", result.pictureSize());
    json.addProperty(
        "pictures", "scenes of the picture world, in turn in each style that the things have");
    json.addProperty("shuffled", "a random cycle of all prompts, none keeps its own");
    json.addProperty("chance", "shuffled prompts, judged by the objects as composed");
    result.composed().summary().protocol().addTo(json, "");
    return json;
  }
}
