package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object of a prompt file; {@code place} is its path inside its line. */
record PromptLine(String place, JsonObject object) {
  private static final TypeAdapter<JsonElement> TREE =
      new GsonBuilder().create().getAdapter(JsonElement.class);

  private static final String FORMAT =
      "a JSON object such as {\"tag\": \"single_object\", \"include\": [{\"class\": \"bench\","
          + " \"count\": 1}], \"prompt\": \"a photo of a bench\"}";

  static PromptLine parse(String text) {
    try {
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = TREE.read(reader);
      if (!root.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new InvalidRequestException("it is not one JSON object; expected " + FORMAT + ".");
      }
      return new PromptLine("", root.getAsJsonObject());
    } catch (IOException | JsonParseException e) {
      throw new InvalidRequestException(
          "it is no valid JSON (" + e.getMessage() + "); expected " + FORMAT + ".", e);
    }
  }

  GenEvalPrompt prompt() {
    GenEvalTask task = GenEvalTask.of(string("tag"));
    List<Include> include = objects("include").stream().map(PromptLine::include).toList();
    List<Exclude> exclude = List.of();
    if (object.has("exclude")) {
      exclude = objects("exclude").stream().map(PromptLine::exclude).toList();
    }
    return new GenEvalPrompt(task, include, exclude, string("prompt"));
  }

  private Include include() {
    ObjectColour colour = object.has("color") ? ObjectColour.of(string("color")) : null;
    return new Include(string("class"), number("count"), colour, position());
  }

  private Exclude exclude() {
    return new Exclude(string("class"), number("count"));
  }

  private @Nullable Position position() {
    if (!object.has("position")) {
      return null;
    }
    if (object.get("position") instanceof JsonArray pair
        && pair.size() == 2
        && isString(pair.get(0))
        && isWholeNumber(pair.get(1))) {
      return new Position(Relation.of(pair.get(0).getAsString()), pair.get(1).getAsInt());
    }
    throw wrong("position", "a relation and an index such as [\"left of\", 0]");
  }

  private List<PromptLine> objects(String field) {
    if (!(object.get(field) instanceof JsonArray array)) {
      throw wrong(field, "a list of objects");
    }
    List<PromptLine> items = new ArrayList<>();
    for (JsonElement item : array) {
      String at = field + "[" + items.size() + "]";
      if (!item.isJsonObject()) {
        throw wrong(at, "an object with \"class\" and \"count\"");
      }
      items.add(new PromptLine(place + at + ".", item.getAsJsonObject()));
    }
    return items;
  }

  private String string(String field) {
    if (!isString(object.get(field))) {
      throw wrong(field, "a string");
    }
    return object.get(field).getAsString();
  }

  private int number(String field) {
    if (!isWholeNumber(object.get(field))) {
      throw wrong(field, "a whole number");
    }
    return object.get(field).getAsInt();
  }

  private static boolean isString(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isWholeNumber(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && primitive.getAsString().matches("[0-9]{1,9}");
  }

  private InvalidRequestException wrong(String field, String expected) {
    String problem = object.has(field) ? " is " + object.get(field) : " is missing or malformed";
    return new InvalidRequestException(place + field + problem + "; expected " + expected + ".");
  }
}
