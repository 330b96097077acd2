package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.GenEvalPrompt.Include;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Position;
import ai.vugen.evaluation.geneval.GenEvalPrompts.PromptLine;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Writes prompts as lines of GenEval's prompt files, which {@link PromptLine} reads. */
final class PromptWriter {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private PromptWriter() {}

  static String line(GenEvalPrompt prompt) {
    JsonObject line = new JsonObject();
    line.addProperty("tag", prompt.task().tag());
    JsonArray include = new JsonArray();
    prompt.include().forEach(wanted -> include.add(json(wanted)));
    line.add("include", include);
    if (!prompt.exclude().isEmpty()) {
      JsonArray exclude = new JsonArray();
      prompt
          .exclude()
          .forEach(unwanted -> exclude.add(object(unwanted.className(), unwanted.count())));
      line.add("exclude", exclude);
    }
    line.addProperty("prompt", prompt.prompt());
    return GSON.toJson(line);
  }

  private static JsonObject json(Include wanted) {
    JsonObject json = object(wanted.className(), wanted.count());
    ObjectColour colour = wanted.colour();
    if (colour != null) {
      json.addProperty("color", colour.word());
    }
    Position position = wanted.position();
    if (position != null) {
      JsonArray pair = new JsonArray();
      pair.add(position.relation().words());
      pair.add(position.target());
      json.add("position", pair);
    }
    return json;
  }

  private static JsonObject object(String className, int count) {
    JsonObject object = new JsonObject();
    object.addProperty("class", className);
    object.addProperty("count", count);
    return object;
  }
}
