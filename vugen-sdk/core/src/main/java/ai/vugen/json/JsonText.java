package ai.vugen.checkpoint;

import ai.vugen.error.ModelIntegrityException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON reader for files that nobody vouches for: UTF-8 and the JSON grammar are taken literally,
 * a name may stand in an object only once, and every fault becomes one {@link
 * ModelIntegrityException}.
 */
final class StrictJson {
  private static final int LONGEST_SHOWN = 120;

  private final JsonReader reader;
  private final Function<String, ModelIntegrityException> fault;

  private StrictJson(JsonReader reader, Function<String, ModelIntegrityException> fault) {
    this.reader = reader;
    this.fault = fault;
  }

  /** What is done with the whole document, or with one member of an object. */
  @FunctionalInterface
  interface Part<T> {
    void read(T in) throws IOException;
  }

  /**
   * Reads a document completely.
   *
   * @param fault makes the exception from a description of what is wrong
   * @param document reads its one value
   */
  static void read(
      byte[] utf8, Function<String, ModelIntegrityException> fault, Part<StrictJson> document) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var text = new InputStreamReader(new ByteArrayInputStream(utf8), decoder);
    try (JsonReader reader = new JsonReader(text)) {
      reader.setStrictness(Strictness.STRICT);
      StrictJson json = new StrictJson(reader, fault);
      try {
        document.read(json);
        json.expect(JsonToken.END_DOCUMENT, "the end of the document");
      } catch (CharacterCodingException e) {
        throw fault.apply("the JSON text is not valid UTF-8");
      } catch (IOException e) {
        throw fault.apply("the text is not valid JSON at " + quote(reader.getPath()));
      }
    } catch (IOException e) {
      throw new AssertionError("closing an array in memory", e);
    }
  }

  /** Reads an object; {@code member} gets each name and must read its value. */
  void object(Part<String> member) throws IOException {
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
  long[] counts(int most) throws IOException {
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
  String string() throws IOException {
    expect(JsonToken.STRING, "a string");
    return unicode(reader.nextString());
  }

  /** Passes over a value of any kind. */
  void skip() throws IOException {
    reader.skipValue();
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (reader.peek() != token) {
      throw fault.apply("expected " + what + " at " + path());
    }
  }

  private String unicode(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw fault.apply("the string at " + path() + " holds half of a surrogate pair");
    }
    return text;
  }

  private String path() {
    return quote(reader.getPath());
  }

  /** Returns text from a file for use in a message: quoted and {@link #shown}. */
  static String quote(String text) {
    return '"' + shown(text) + '"';
  }

  /** Returns text from a file for use in a message: short, without control characters. */
  static String shown(String text) {
    String some = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    return some.replaceAll("\\p{Cntrl}", "?");
  }
}
