package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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
    Function<String, InvalidRequestException> error =
        what -> new InvalidRequestException(what + ". Use the original file.");
    String place = where + " has damaged vugen metadata: ";
    JsonSection json = JsonSection.parse(place, text, error);
    try {
      return new Provenance(
          new ModelIdentity(json.text("model"), json.text("model_sha256")),
          json.text("sdk"),
          precision(json),
          Long.parseLong(json.text("seed")),
          json.index("index"),
          json.has("prompt") ? request(json) : null);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(place + e.getMessage() + ". Use the original file.", e);
    }
  }

  /** Files without this entry were written before there was a choice. */
  private static Precision precision(JsonSection json) {
    if (!json.has("precision")) {
      return Precision.FLOAT32;
    }
    String word = json.text("precision");
    Precision former = FORMER_WORDS.get(word);
    return former == null ? Precision.valueOf(word.toUpperCase(Locale.ROOT)) : former;
  }

  private static GenerateRequest request(JsonSection json) {
    List<Double> interval = json.numbers("guidance_interval");
    if (interval.size() != 2) {
      throw json.wrong("guidance_interval", "two numbers");
    }
    GenerateRequest request =
        GenerateRequest.of(json.text("prompt"))
            .withCfg(json.number("cfg"))
            .withSteps(json.size("steps"))
            .withSeed(Long.parseLong(json.text("seed")))
            .withSolver(Solver.valueOf(json.text("solver").toUpperCase(Locale.ROOT)))
            .withGuidanceInterval(new GuidanceInterval(interval.get(0), interval.get(1)))
            .withDecoder(new Decoder(json.text("decoder").toUpperCase(Locale.ROOT)))
            .withDecoderSteps(json.size("decoder_steps"));
    if (json.has("negative_prompt")) {
      request = request.withNegativePrompt(json.text("negative_prompt"));
    }
    if (json.has("guidance")) {
      request = request.withGuidance(GuidanceJson.read(json.section("guidance")));
    }
    return json.has("shift") ? request.withShift(json.number("shift")) : request;
  }
}
