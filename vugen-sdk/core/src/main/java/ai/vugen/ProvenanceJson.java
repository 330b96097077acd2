package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Map;

/** The JSON text under the keyword {@code vugen} in PNG files and latent files. */
final class ProvenanceJson {
  /** The keyword, and the key of the metadata of latent files. */
  static final String KEYWORD = "vugen";

  /** What files say that were written before precisions were called by the type of numbers. */
  private static final Map<String, Precision> FORMER_WORDS =
      Map.of("exact", Precision.FLOAT32, "fast", Precision.INT8);

  private ProvenanceJson() {}

  static String write(Provenance provenance) {
    JsonObject json = new JsonObject();
    json.addProperty("model", provenance.model().id());
    json.addProperty("model_sha256", provenance.model().sha256());
    json.addProperty("sdk", provenance.sdkVersion());
    json.addProperty("precision", provenance.precision().name().toLowerCase(Locale.ROOT));
    json.addProperty("seed", Long.toString(provenance.seed())); // more digits than a double has
    json.addProperty("index", provenance.index());
    provenance.request().ifPresent(request -> write(request, json));
    return json.toString();
  }

  private static void write(GenerateRequest request, JsonObject json) {
    json.addProperty("prompt", request.prompt());
    if (request.negativePrompt() != null) {
      json.addProperty("negative_prompt", request.negativePrompt());
    }
    json.addProperty("cfg", request.cfg());
    if (request.guidance() != null) {
      json.add("guidance", GuidanceJson.write(request.guidance()));
    }
    json.addProperty("steps", request.steps());
    json.addProperty("solver", request.solver().name().toLowerCase(Locale.ROOT));
    if (request.shift() != null) {
      json.addProperty("shift", request.shift());
    }
    JsonArray interval = new JsonArray();
    interval.add(request.guidanceInterval().lo());
    interval.add(request.guidanceInterval().hi());
    json.add("guidance_interval", interval);
    json.addProperty("decoder", request.decoder().name().toLowerCase(Locale.ROOT));
    json.addProperty("decoder_steps", request.decoderSteps());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param where what errors call the text's place
   */
  static Provenance read(String where, String text) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      return new Provenance(
          new ModelIdentity(text(json, "model"), text(json, "model_sha256")),
          text(json, "sdk"),
          precision(json),
          Long.parseLong(text(json, "seed")),
          value(json, "index").getAsInt(),
          json.has("prompt") ? request(json) : null);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new InvalidRequestException(
          where + " has damaged vugen metadata: " + e.getMessage() + ". Use the original file.", e);
    }
  }

  /** Files without this entry were written before there was a choice. */
  private static Precision precision(JsonObject json) {
    if (!json.has("precision")) {
      return Precision.FLOAT32;
    }
    String word = text(json, "precision");
    Precision former = FORMER_WORDS.get(word);
    return former == null ? Precision.valueOf(word.toUpperCase(Locale.ROOT)) : former;
  }

  private static GenerateRequest request(JsonObject json) {
    JsonArray interval = value(json, "guidance_interval").getAsJsonArray();
    GenerateRequest request =
        GenerateRequest.of(text(json, "prompt"))
            .withCfg(value(json, "cfg").getAsDouble())
            .withSteps(value(json, "steps").getAsInt())
            .withSeed(Long.parseLong(text(json, "seed")))
            .withSolver(Solver.valueOf(text(json, "solver").toUpperCase(Locale.ROOT)))
            .withGuidanceInterval(
                new GuidanceInterval(interval.get(0).getAsDouble(), interval.get(1).getAsDouble()))
            .withDecoder(Decoder.valueOf(text(json, "decoder").toUpperCase(Locale.ROOT)))
            .withDecoderSteps(value(json, "decoder_steps").getAsInt());
    if (json.has("negative_prompt")) {
      request = request.withNegativePrompt(text(json, "negative_prompt"));
    }
    if (json.has("guidance")) {
      request = request.withGuidance(GuidanceJson.read(value(json, "guidance").getAsJsonObject()));
    }
    return json.has("shift") ? request.withShift(value(json, "shift").getAsDouble()) : request;
  }

  private static String text(JsonObject json, String key) {
    return value(json, key).getAsString();
  }

  private static JsonElement value(JsonObject json, String key) {
    JsonElement value = json.get(key);
    if (value == null || value.isJsonNull()) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return value;
  }
}
