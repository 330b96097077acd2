package ai.vugen.zoo;

import ai.vugen.error.ModelIntegrityException;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * One object of a manifest or of the catalog. Fields it does not know are passed over, so that
 * newer files stay readable.
 */
record ZooJson(String file, String place, JsonObject object) {
  private static final TypeAdapter<JsonElement> TREE =
      new GsonBuilder().create().getAdapter(JsonElement.class);

  static ZooJson parse(String file, String text) {
    try {
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = TREE.read(reader);
      if (!root.isJsonObject()) {
        throw new ModelIntegrityException(file + " is damaged: it holds no JSON object.");
      }
      return new ZooJson(file, "", root.getAsJsonObject());
    } catch (IOException | JsonParseException e) {
      throw new ModelIntegrityException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  String string(String field) {
    JsonPrimitive value = primitive(field, "a string");
    if (!value.isString()) {
      throw wrong(field, "a string");
    }
    return value.getAsString();
  }

  long number(String field) {
    JsonPrimitive value = primitive(field, "a whole number");
    String digits = value.getAsString();
    if (!value.isNumber() || !digits.matches("[0-9]{1,18}")) {
      throw wrong(field, "a whole number");
    }
    return Long.parseLong(digits);
  }

  List<ZooJson> objects(String field) {
    if (!(object.get(field) instanceof JsonArray array)) {
      throw wrong(field, "a list");
    }
    List<ZooJson> items = new ArrayList<>();
    for (JsonElement item : array) {
      String at = place + field + "[" + items.size() + "]";
      if (!item.isJsonObject()) {
        throw new ModelIntegrityException(file + " is damaged: " + at + " is not an object.");
      }
      items.add(new ZooJson(file, at + ".", item.getAsJsonObject()));
    }
    return items;
  }

  Manifest manifest() {
    List<ModelFile> files = new ArrayList<>();
    for (ZooJson item : objects("files")) {
      files.add(new ModelFile(item.string("name"), item.number("size"), item.string("sha256")));
    }
    return new Manifest(string("id"), string("title"), string("version"), string("licence"), files);
  }

  static void put(JsonObject object, Manifest manifest) {
    object.addProperty("id", manifest.id());
    object.addProperty("title", manifest.title());
    object.addProperty("version", manifest.version());
    object.addProperty("licence", manifest.licence());
    JsonArray files = new JsonArray();
    for (ModelFile file : manifest.files()) {
      JsonObject item = new JsonObject();
      item.addProperty("name", file.name());
      item.addProperty("size", file.size());
      item.addProperty("sha256", file.sha256());
      files.add(item);
    }
    object.add("files", files);
  }

  static String text(JsonObject object) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(object)
        + "\n";
  }

  private JsonPrimitive primitive(String field, String expected) {
    if (object.get(field) instanceof JsonPrimitive value) {
      return value;
    }
    throw wrong(field, expected);
  }

  private ModelIntegrityException wrong(String field, String expected) {
    return new ModelIntegrityException(
        file + " is damaged: " + place + field + " is missing or not " + expected + ".");
  }
}
