package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object of a prompt file. */
record PromptLine(JsonSection json) {
  private static final String FORMAT =
      "a JSON object such as {\"tag\": \"single_object\", \"include\": [{\"class\": \"bench\","
          + " \"count\": 1}], \"prompt\": \"a photo of a bench\"}";

  static PromptLine parse(String text) {
    return new PromptLine(
        JsonSection.parse("", text, what -> new InvalidRequestException(what + ".")));
  }

  GenEvalPrompt prompt() {
    if (!json.has("tag")) {
      throw json.wrong("tag", "a string in " + FORMAT);
    }
    GenEvalTask task = GenEvalTask.of(json.text("tag"));
    List<Include> include = json.sections("include").stream().map(PromptLine::include).toList();
    List<Exclude> exclude =
        json.has("exclude")
            ? json.sections("exclude").stream().map(PromptLine::exclude).toList()
            : List.of();
    return new GenEvalPrompt(task, include, exclude, json.text("prompt"));
  }

  private static Include include(JsonSection json) {
    ObjectColour colour = json.has("color") ? ObjectColour.of(json.text("color")) : null;
    return new Include(json.text("class"), json.index("count"), colour, position(json));
  }

  private static Exclude exclude(JsonSection json) {
    return new Exclude(json.text("class"), json.index("count"));
  }

  private static @Nullable Position position(JsonSection json) {
    JsonElement value = json.value("position").orElse(null);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonArray pair
        && pair.size() == 2
        && pair.get(0) instanceof JsonPrimitive relation
        && relation.isString()
        && pair.get(1) instanceof JsonPrimitive target
        && target.isNumber()
        && target.getAsString().matches("[0-9]{1,9}")) {
      return new Position(Relation.of(relation.getAsString()), target.getAsInt());
    }
    throw json.wrong("position", "a relation and an index such as [\"left of\", 0]");
  }
}
