package ai.vugen.model.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reference data of the 512-token tokenizer: ids and prompts computed by Hugging Face libraries.
 */
final class TokenizerGoldens {
  private static final String FOLDER = "/goldens/plm/tokenizer/";

  private TokenizerGoldens() {}

  static Path tokenizerFile() {
    URL url = Objects.requireNonNull(TokenizerGoldens.class.getResource(FOLDER + "tokenizer.json"));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static JsonObject read(String name) {
    try (InputStream in =
        Objects.requireNonNull(TokenizerGoldens.class.getResourceAsStream(FOLDER + name))) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  static int[] ids(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }
}
