package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Sampling;
import ai.vugen.flow.Solver;
import ai.vugen.quantization.Precision;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The JSON text under the keyword {@code vugen} in PNG files and latent files. */
final class ProvenanceJson {
  /** The keyword, and the key of the metadata of latent files. */
  static final String KEYWORD = "vugen";

  /** True where the request left the time shift to the model. */
  private static final String MODEL_SHIFT = "model_shift";

  private ProvenanceJson() {}

  static String write(Provenance provenance) {
    JsonObject json = new JsonObject();
    json.addProperty("model", provenance.model().id());
    json.addProperty("model_sha256", provenance.model().sha256());
    json.addProperty("sdk", provenance.sdkVersion());
    json.addProperty("precision", provenance.precision().name().toLowerCase(Locale.ROOT));
    json.addProperty("seed", Long.toString(provenance.seed())); // more digits than a double has
    json.addProperty("index", provenance.index());
    provenance.drawing().ifPresent(drawn -> write(drawn, json));
    return json.toString();
  }

  private static void write(Provenance.Drawn drawn, JsonObject json) {
    GenerateRequest request = drawn.request();
    Sampling sampling = request.sampling();
    json.addProperty("prompt", request.prompt());
    request.negativePrompt().ifPresent(text -> json.addProperty("negative_prompt", text));
    json.addProperty("cfg", sampling.guidance().scale());
    if (!(sampling.guidance() instanceof Guidance.ClassifierFree)) {
      json.add("guidance", GuidanceJson.write(sampling.guidance()));
    }
    json.addProperty("steps", sampling.steps());
    json.addProperty("solver", sampling.solver().name().toLowerCase(Locale.ROOT));
    json.addProperty("shift", drawn.shift());
    if (sampling.shift().isEmpty()) {
      json.addProperty(MODEL_SHIFT, true);
    }
    JsonArray interval = new JsonArray();
    interval.add(sampling.interval().lo());
    interval.add(sampling.interval().hi());
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
          json.has("prompt") ? Optional.of(drawn(json)) : Optional.empty());
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
    return json.has("precision")
        ? Precision.valueOf(text(json, "precision").toUpperCase(Locale.ROOT))
        : Precision.EXACT;
  }

  private static Provenance.Drawn drawn(JsonObject json) {
    GenerateRequest.Builder request =
        GenerateRequest.builder(text(json, "prompt"))
            .sampling(sampling(json))
            .seed(Long.parseLong(text(json, "seed")))
            .decoder(Decoder.valueOf(text(json, "decoder").toUpperCase(Locale.ROOT)))
            .decoderSteps(value(json, "decoder_steps").getAsInt());
    if (json.has("negative_prompt")) {
      request.negativePrompt(text(json, "negative_prompt"));
    }
    return new Provenance.Drawn(request.build(), value(json, "shift").getAsDouble());
  }

  private static Sampling sampling(JsonObject json) {
    JsonArray interval = value(json, "guidance_interval").getAsJsonArray();
    boolean isOfModel = json.has(MODEL_SHIFT) && value(json, MODEL_SHIFT).getAsBoolean();
    return new Sampling(
        value(json, "steps").getAsInt(),
        Solver.valueOf(text(json, "solver").toUpperCase(Locale.ROOT)),
        isOfModel ? OptionalDouble.empty() : OptionalDouble.of(value(json, "shift").getAsDouble()),
        json.has("guidance")
            ? GuidanceJson.read(value(json, "guidance").getAsJsonObject())
            : Guidance.classifierFree(value(json, "cfg").getAsDouble()),
        new GuidanceInterval(interval.get(0).getAsDouble(), interval.get(1).getAsDouble()));
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
