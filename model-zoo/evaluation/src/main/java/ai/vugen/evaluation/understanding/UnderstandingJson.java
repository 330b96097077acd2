package ai.vugen.evaluation.understanding;

import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.understanding.AnswerScores.TaskAccuracy;
import ai.vugen.evaluation.understanding.AskedScene.AskedQuestion;
import ai.vugen.world.Split;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The parts of a report as JSON. */
final class UnderstandingJson {
  private UnderstandingJson() {}

  static JsonObject of(UnderstandingResult result) {
    JsonObject report = new JsonObject();
    report.addProperty("benchmark", "understanding of the picture world");
    report.add("protocol", protocol(result));
    JsonObject scores = new JsonObject();
    result.scores().forEach((split, score) -> scores.add(EnumText.tag(split), scores(score)));
    report.add("scores", scores);
    JsonArray scenes = new JsonArray();
    result
        .scenes()
        .forEach((split, asked) -> asked.forEach(scene -> scenes.add(scene(split, scene))));
    report.add("scenes", scenes);
    return report;
  }

  /** Returns how the scores were measured. */
  static JsonObject protocol(UnderstandingResult result) {
    JsonObject json = new JsonObject();
    result.model().addTo(json);
    result.settings().addTo(json);
    json.addProperty("asking", "one question at a time, answered greedily with at most 256 tokens");
    json.addProperty("match", "exact, but for white space around the answer and upper case");
    json.addProperty("chance", "always giving the commonest right answer of the task and split");
    return json;
  }

  private static JsonObject scores(AnswerScores scores) {
    JsonObject json = accuracy(scores.overall());
    JsonObject tasks = new JsonObject();
    scores.tasks().forEach((task, accuracy) -> tasks.add(EnumText.tag(task), accuracy(accuracy)));
    json.add("tasks", tasks);
    return json;
  }

  private static JsonObject accuracy(TaskAccuracy accuracy) {
    JsonObject json = new JsonObject();
    json.addProperty("asked", accuracy.asked());
    json.addProperty("right", accuracy.right());
    json.addProperty("accuracy", accuracy.accuracy());
    json.addProperty("chance", accuracy.chance());
    return json;
  }

  private static JsonObject scene(Split split, AskedScene scene) {
    JsonObject json = new JsonObject();
    json.addProperty("split", EnumText.tag(split));
    json.addProperty("index", scene.index());
    json.addProperty("caption", scene.caption());
    json.addProperty("picture", scene.picture());
    JsonArray questions = new JsonArray();
    scene.questions().forEach(question -> questions.add(question(question)));
    json.add("questions", questions);
    return json;
  }

  private static JsonObject question(AskedQuestion asked) {
    JsonObject json = new JsonObject();
    json.addProperty("task", EnumText.tag(asked.question().task()));
    json.addProperty("question", asked.question().question());
    json.addProperty("expected", asked.question().answer());
    json.addProperty("answer", asked.answer());
    json.addProperty("right", asked.right());
    return json;
  }
}
