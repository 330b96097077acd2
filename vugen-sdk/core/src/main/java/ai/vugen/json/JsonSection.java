package ai.vugen.model;

import ai.vugen.error.ModelIntegrityException;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of a configuration file, read strictly: a number that is missing, of the wrong kind or
 * out of range is an error that names the file and the key.
 */
public final class ConfigSection {
  private final String where;
  private final JsonObject json;

  private ConfigSection(String where, JsonObject json) {
    this.where = where;
    this.json = json;
  }

  /** Parses a whole file. */
  public static ConfigSection parse(String file, String text) {
    try {
      JsonElement root = JsonParser.parseString(text);
      if (!root.isJsonObject()) {
        throw new ModelIntegrityException(file + ": expected a JSON object");
      }
      return new ConfigSection(file + ": ", root.getAsJsonObject());
    } catch (JsonParseException e) {
      throw new ModelIntegrityException(file + ": is not valid JSON: " + e.getMessage(), e);
    }
  }

  public boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }

  public ConfigSection section(String key) {
    JsonElement value = required(key);
    if (!value.isJsonObject()) {
      throw fault(key, "must be an object, but is " + value);
    }
    return new ConfigSection(where + key + ".", value.getAsJsonObject());
  }

  public Optional<ConfigSection> optionalSection(String key) {
    return has(key) ? Optional.of(section(key)) : Optional.empty();
  }

  /** A positive integer. */
  public int size(String key) {
    return size(key, required(key));
  }

  /** An integer, at least 0. */
  public int index(String key) {
    double value = number(key);
    if (value < 0 || value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw fault(key, "must be an integer, at least 0, but is " + json.get(key));
    }
    return (int) value;
  }

  /** A list of positive integers. */
  public List<Integer> sizes(String key) {
    JsonElement value = required(key);
    if (!value.isJsonArray() || value.getAsJsonArray().isEmpty()) {
      throw fault(key, "must be a list of integers, but is " + value);
    }
    List<Integer> sizes = new ArrayList<>();
    value.getAsJsonArray().forEach(element -> sizes.add(size(key, element)));
    return sizes;
  }

  /** One integer or a list of integers, each at least 0. */
  public List<Integer> indices(String key) {
    JsonElement value = required(key);
    if (!value.isJsonArray()) {
      return List.of(index(key));
    }
    List<Integer> indices = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      double number = number(key, element);
      if (number < 0 || number != Math.rint(number)) {
        throw fault(key, "must hold integers, at least 0, but holds " + element);
      }
      indices.add((int) number);
    }
    return indices;
  }

  /** A finite number. */
  public double number(String key) {
    return number(key, required(key));
  }

  /** A finite number above 0. */
  public double positive(String key) {
    double value = number(key);
    if (value <= 0) {
      throw fault(key, "must be above 0, but is " + value);
    }
    return value;
  }

  public boolean flag(String key) {
    JsonElement value = required(key);
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
      throw fault(key, "must be true or false, but is " + value);
    }
    return primitive.getAsBoolean();
  }

  public String text(String key) {
    JsonElement value = required(key);
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
      throw fault(key, "must be a text, but is " + value);
    }
    return primitive.getAsString();
  }

  /** A list of texts. */
  public List<String> texts(String key) {
    JsonElement value = required(key);
    if (!value.isJsonArray()) {
      throw fault(key, "must be a list of texts, but is " + value);
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
        throw fault(key, "must hold texts, but holds " + element);
      }
      texts.add(primitive.getAsString());
    }
    return texts;
  }

  /** The object as JSON text. */
  public String json() {
    return json.toString();
  }

  /** The error of a value. */
  public ModelIntegrityException fault(String key, String what) {
    return new ModelIntegrityException(where + key + " " + what);
  }

  private int size(String key, JsonElement element) {
    double value = number(key, element);
    if (value < 1 || value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw fault(key, "must be a positive integer, but is " + element);
    }
    return (int) value;
  }

  private double number(String key, JsonElement element) {
    if (!(element instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
      throw fault(key, "must be a number, but is " + element);
    }
    double value;
    try {
      value = primitive.getAsDouble();
    } catch (NumberFormatException e) {
      throw new ModelIntegrityException(where + key + " is not a number: " + element, e);
    }
    if (!Double.isFinite(value)) {
      throw fault(key, "must be finite, but is " + element);
    }
    return value;
  }

  private JsonElement required(String key) {
    if (!has(key)) {
      throw fault(key, "is missing");
    }
    return json.get(key);
  }
}
