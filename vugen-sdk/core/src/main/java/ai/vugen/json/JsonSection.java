package ai.vugen.json;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.VuGenException;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON file, read strictly ({@link JsonText}). A value that is missing, of another
 * kind or out of range is an error that names the file and the path in it, and says what was found
 * and what was expected. A value of {@code null} is as one that is missing.
 */
public final class JsonSection {
  /** Far above any configuration; files that grow with a vocabulary are read by other means. */
  private static final int MOST_CHARACTERS = 1 << 26;

  private static final String SIZE = "a positive integer";
  private static final String INDEX = "an integer, at least 0";

  private final String where;
  private final String path;
  private final JsonObject json;
  private final Function<String, ? extends VuGenException> error;

  private JsonSection(
      String where,
      String path,
      JsonObject json,
      Function<String, ? extends VuGenException> error) {
    this.where = where;
    this.path = path;
    this.json = json;
    this.error = error;
  }

  /**
   * Parses a whole file.
   *
   * @param file what errors call it
   * @throws ModelIntegrityException if it is not one JSON object
   */
  public static JsonSection parse(String file, String text) {
    return parse(file + ": ", text, ModelIntegrityException::new);
  }

  /**
   * Parses a whole text.
   *
   * @param where the beginning of every error's message
   * @param error makes the exception of a message; also for what is read from the section later
   */
  public static JsonSection parse(
      String where, String text, Function<String, ? extends VuGenException> error) {
    if (text.length() > MOST_CHARACTERS) {
      throw error.apply(
          where
              + "the text has "
              + text.length()
              + " characters; expected "
              + MOST_CHARACTERS
              + " at most");
    }
    JsonElement root = JsonText.tree(text, what -> error.apply(where + what));
    if (root instanceof JsonObject object) {
      return new JsonSection(where, "", object, error);
    }
    throw error.apply(where + "the text is " + shown(root) + "; expected an object");
  }

  /** Returns whether there is a value other than {@code null}. */
  public boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }

  /** Returns the object of a key. */
  public JsonSection section(String key) {
    return section(key, required(key, "an object"));
  }

  /** Returns the object of a key, if there is one. */
  public Optional<JsonSection> optionalSection(String key) {
    return has(key) ? Optional.of(section(key)) : Optional.empty();
  }

  /** Returns a list of objects. */
  public List<JsonSection> sections(String key) {
    List<JsonSection> sections = new ArrayList<>();
    for (JsonElement element : list(key, "a list of objects")) {
      sections.add(section(key + "[" + sections.size() + "]", element));
    }
    return sections;
  }

  private JsonSection section(String key, JsonElement value) {
    if (value instanceof JsonObject object) {
      return new JsonSection(where, path + key + ".", object, error);
    }
    throw wrong(key, value, "an object");
  }

  /** Returns a positive integer. */
  public int size(String key) {
    return integer(key, required(key, SIZE), 1, SIZE);
  }

  /** Returns an integer, at least 0. */
  public int index(String key) {
    return integer(key, required(key, INDEX), 0, INDEX);
  }

  /** Returns a whole number, at least 0, written in at most 18 digits and nothing else. */
  public long count(String key) {
    JsonElement value = required(key, "a whole number");
    if (value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && primitive.getAsString().matches("[0-9]{1,18}")) {
      return Long.parseLong(primitive.getAsString());
    }
    throw wrong(key, value, "a whole number");
  }

  /** Returns a list of positive integers, at least one. */
  public List<Integer> sizes(String key) {
    JsonArray list = list(key, "a list of positive integers");
    if (list.isEmpty()) {
      throw wrong(key, list, "a list of positive integers");
    }
    return integers(key, list, 1, SIZE);
  }

  /** Returns one integer or a list of integers, each at least 0. */
  public List<Integer> indices(String key) {
    JsonElement value = required(key, "a list of integers");
    return value instanceof JsonArray list
        ? integers(key, list, 0, INDEX)
        : List.of(integer(key, value, 0, INDEX));
  }

  /** Returns a finite number. */
  public double number(String key) {
    return number(key, required(key, "a number"));
  }

  /** Returns a list of finite numbers. */
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (JsonElement element : list(key, "a list of numbers")) {
      numbers.add(number(key + "[" + numbers.size() + "]", element));
    }
    return numbers;
  }

  /** Returns a finite number above 0. */
  public double positive(String key) {
    double value = number(key);
    if (value <= 0) {
      throw wrong(key, json.get(key), "a number above 0");
    }
    return value;
  }

  /** Returns a truth value. */
  public boolean flag(String key) {
    JsonElement value = required(key, "true or false");
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw wrong(key, value, "true or false");
  }

  /** Returns a text. */
  public String text(String key) {
    return text(key, required(key, "a string"));
  }

  /** Returns a list of texts. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : list(key, "a list of strings")) {
      texts.add(text(key + "[" + texts.size() + "]", element));
    }
    return texts;
  }

  /** Returns the object as JSON text. */
  public String json() {
    return json.toString();
  }

  /** Returns the value of a key as a tree, for what has a form of its own. */
  public Optional<JsonElement> value(String key) {
    return has(key) ? Optional.of(json.get(key)) : Optional.empty();
  }

  /**
   * Returns the error of a value.
   *
   * @param what goes on after the value's path: {@code "must be even"}
   */
  public VuGenException fault(String key, String what) {
    return error.apply(where + path + key + " " + what);
  }

  /** Returns the error of a value that is missing or not what was expected. */
  public VuGenException wrong(String key, String expected) {
    return wrong(key, json.get(key), expected);
  }

  private VuGenException wrong(String key, @Nullable JsonElement found, String expected) {
    String is = found == null || found.isJsonNull() ? "is missing" : "is " + shown(found);
    return fault(key, is + "; expected " + expected);
  }

  private List<Integer> integers(String key, JsonArray list, int least, String expected) {
    List<Integer> integers = new ArrayList<>();
    for (JsonElement element : list) {
      integers.add(integer(key + "[" + integers.size() + "]", element, least, expected));
    }
    return integers;
  }

  private int integer(String key, JsonElement element, int least, String expected) {
    double value = number(key, element);
    if (value < least || value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw wrong(key, element, expected);
    }
    return (int) value;
  }

  private double number(String key, JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double value = primitive.getAsDouble();
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw wrong(key, element, "a finite number");
  }

  private String text(String key, JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw wrong(key, element, "a string");
  }

  private JsonArray list(String key, String expected) {
    JsonElement value = required(key, expected);
    if (value instanceof JsonArray list) {
      return list;
    }
    throw wrong(key, value, expected);
  }

  private JsonElement required(String key, String expected) {
    if (!has(key)) {
      throw wrong(key, expected);
    }
    return json.get(key);
  }

  private static String shown(JsonElement value) {
    return JsonText.shown(value.toString());
  }
}
