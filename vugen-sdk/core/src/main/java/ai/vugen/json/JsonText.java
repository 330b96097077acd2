package ai.vugen.json;

import ai.vugen.error.VuGenException;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON text read strictly, in time linear in its length: the grammar of RFC 8259 and UTF-8 are
 * taken literally, a name may stand in an object only once, nothing may follow the document, and
 * its depth is bounded (255). Every fault becomes one exception that says where it is.
 */
public final class JsonText {
  private static final int LONGEST_SHOWN = 120;

  private final JsonReader reader;
  private final Function<String, ? extends VuGenException> fault;

  private JsonText(JsonReader reader, Function<String, ? extends VuGenException> fault) {
    this.reader = reader;
    this.fault = fault;
  }

  /** What is done with the whole document, or with one member of an object. */
  @FunctionalInterface
  public interface Part<T> {
    /** Reads it from its beginning to its end. */
    void read(T in) throws IOException;
  }

  /**
   * Reads a document completely.
   *
   * @param fault makes the exception from a description of what is wrong
   * @param document reads its one value
   */
  public static void read(
      byte[] utf8, Function<String, ? extends VuGenException> fault, Part<JsonText> document) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    read(new InputStreamReader(new ByteArrayInputStream(utf8), decoder), fault, document);
  }

  /** Reads a document completely into a tree; see {@link #read}. */
  public static JsonElement tree(String text, Function<String, ? extends VuGenException> fault) {
    JsonArray root = new JsonArray(1);
    read(new StringReader(text), fault, in -> root.add(in.element()));
    return root.get(0);
  }

  private static void read(
      Reader text, Function<String, ? extends VuGenException> fault, Part<JsonText> document) {
    try (JsonReader reader = new JsonReader(text)) {
      reader.setStrictness(Strictness.STRICT);
      JsonText json = new JsonText(reader, fault);
      try {
        document.read(json);
        json.expect(JsonToken.END_DOCUMENT, "the end of the document");
      } catch (CharacterCodingException e) {
        throw fault.apply("the JSON text is not valid UTF-8");
      } catch (IOException e) {
        throw fault.apply(
            "the text is not valid JSON at "
                + quote(reader.getPath())
                + "; expected the grammar of RFC 8259");
      }
    } catch (IOException e) {
      throw new AssertionError("closing a text in memory", e);
    }
  }

  /** Reads an object; {@code member} gets each name and must read its value. */
  public void object(Part<String> member) throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    reader.beginObject();
    Set<String> names = new HashSet<>();
    while (reader.hasNext()) {
      String name = unicode(reader.nextName());
      if (!names.add(name)) {
        throw fault.apply("the name " + quote(name) + " stands twice in one JSON object");
      }
      member.read(name);
    }
    reader.endObject();
  }

  /** Reads an array of at most {@code most} whole numbers that are not negative. */
  public long[] counts(int most) throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "an array of whole numbers");
    reader.beginArray();
    long[] values = new long[most];
    int size = 0;
    while (reader.hasNext()) {
      if (size == most) {
        throw fault.apply("the array at " + path() + " has more than " + most + " numbers");
      }
      values[size++] = count();
    }
    reader.endArray();
    return Arrays.copyOf(values, size);
  }

  private long count() throws IOException {
    expect(JsonToken.NUMBER, "a whole number");
    String place = path();
    String digits = reader.nextString();
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw fault.apply(quote(digits) + " at " + place + " is not a whole number of zero or more");
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw fault.apply(quote(digits) + " at " + place + " is larger than a 64-bit integer");
    }
  }

  /** Reads a string. */
  public String string() throws IOException {
    expect(JsonToken.STRING, "a string");
    return unicode(reader.nextString());
  }

  /** Passes over a value of any kind. */
  public void skip() throws IOException {
    reader.skipValue();
  }

  /** Reads a value of any kind; numbers keep their digits. */
  public JsonElement element() throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        JsonObject object = new JsonObject();
        object(name -> object.add(name, element()));
        return object;
      }
      case BEGIN_ARRAY -> {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
          array.add(element());
        }
        reader.endArray();
        return array;
      }
      case STRING -> {
        return new JsonPrimitive(unicode(reader.nextString()));
      }
      case NUMBER -> {
        return new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
      }
      case BOOLEAN -> {
        return new JsonPrimitive(reader.nextBoolean());
      }
      case NULL -> {
        reader.nextNull();
        return JsonNull.INSTANCE;
      }
      default -> throw fault.apply("expected a value at " + path());
    }
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (reader.peek() != token) {
      throw fault.apply("expected " + what + " at " + path());
    }
  }

  private String unicode(String text) {
    if (!isUnicode(text)) {
      throw fault.apply("the string at " + path() + " holds half of a surrogate pair");
    }
    return text;
  }

  /** Returns whether a text can be encoded: every surrogate has its other half. */
  public static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean isPair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private String path() {
    return quote(reader.getPath());
  }

  /** Returns text from a file for use in a message: quoted and {@link #shown}. */
  public static String quote(String text) {
    return '"' + shown(text) + '"';
  }

  /** Returns text from a file for use in a message: short, without control characters. */
  public static String shown(String text) {
    String some = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    return some.replaceAll("\\p{Cntrl}", "?");
  }
}
