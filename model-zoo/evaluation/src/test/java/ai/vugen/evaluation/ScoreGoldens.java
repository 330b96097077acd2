package ai.vugen.evaluation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reference results of benchmark scores, from the test resources. */
public final class ScoreGoldens {
  private ScoreGoldens() {}

  /** The object in a file of {@code goldens/metrics/}. */
  public static JsonObject load(String file) {
    String path = "/goldens/metrics/" + file;
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(ScoreGoldens.class.getResourceAsStream(path), path),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a list. */
  public static List<JsonObject> objects(JsonObject of, String field) {
    return of.getAsJsonArray(field).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  /** The strings of a list. */
  public static List<String> strings(JsonElement list) {
    return list.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  /** The numbers of a list, which may be "NaN" or "Infinity". */
  public static List<Double> numbers(JsonElement list) {
    return strings(list).stream().map(Double::valueOf).toList();
  }

  /** The numbers of an object by name. */
  public static Map<String, Double> byName(JsonObject of, String field) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    of.getAsJsonObject(field)
        .entrySet()
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().getAsDouble()));
    return numbers;
  }

  /** The values of an object in order. */
  public static List<String> values(JsonObject of, String field) {
    List<String> values = new ArrayList<>();
    of.getAsJsonObject(field)
        .entrySet()
        .forEach(entry -> values.add(entry.getValue().getAsString()));
    return values;
  }

  /** A letter, or nothing where the file has null. */
  public static Optional<Character> letter(JsonObject of, String field) {
    JsonElement value = of.get(field);
    return value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsString().charAt(0));
  }
}
