package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.GenEvalResult.JudgedImage;
import ai.vugen.evaluation.geneval.GenEvalResult.JudgedPrompt;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.TreeMap;

/** The parts of a report as JSON. */
final class ReportJson {
  private ReportJson() {}

  static JsonObject of(GenEvalResult result) {
    JsonObject report = new JsonObject();
    report.addProperty("benchmark", "GenEval");
    report.add("protocol", protocol(result));
    report.add("scores", result.summary().json());
    JsonArray verdicts = new JsonArray();
    for (JudgedPrompt prompt : result.prompts()) {
      prompt.images().forEach(image -> verdicts.add(verdict(prompt.place(), image)));
    }
    report.add("verdicts", verdicts);
    return report;
  }

  /** Returns how the scores were measured: names and plain values or lists of them. */
  static JsonObject protocol(GenEvalResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("prompts", result.prompts().size());
    json.addProperty("images", result.summary().images());
    result.summary().protocol().addTo(json, "");
    if (result.drawing() != null) {
      addDrawing(result.drawing(), json);
    }
    return json;
  }

  private static void addDrawing(DrawingSettings drawing, JsonObject json) {
    json.addProperty("images_per_prompt", drawing.images());
    JsonArray seeds = new JsonArray();
    for (int seed = 0; seed < drawing.images(); seed++) {
      seeds.add(seed);
    }
    json.add("seeds", seeds);
    drawing.model().addTo(json);
    DrawingSettings.addRequest(drawing.request(), json);
  }

  private static JsonObject verdict(PromptFolder place, JudgedImage image) {
    JsonObject json = new JsonObject();
    json.addProperty("file", place.link(image.file()));
    json.addProperty("task", place.prompt().task().tag());
    json.addProperty("prompt", place.prompt().prompt());
    json.addProperty("correct", image.verdict().correct());
    JsonArray reasons = new JsonArray();
    image.verdict().reasons().forEach(reasons::add);
    json.add("reasons", reasons);
    JsonObject kept = new JsonObject();
    new TreeMap<>(image.verdict().kept()).forEach(kept::addProperty);
    json.add("kept", kept);
    return json;
  }
}
