package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Sampling;
import ai.vugen.flow.Solver;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The JSON text under the keyword {@code vugen} in PNG files and latent files. */
final class ProvenanceJson {
  /** The keyword, and the key of the metadata of latent files. */
  static final String KEYWORD = "vugen";

  /** What files say that were written before precisions were called by the type of numbers. */
  private static final Map<String, Precision> FORMER_WORDS =
      Map.of("exact", Precision.FLOAT32, "fast", Precision.INT8);

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
          json.has("prompt") ? Optional.of(drawn(json)) : Optional.empty());
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

  private static Provenance.Drawn drawn(JsonSection json) {
    GenerateRequest.Builder request =
        GenerateRequest.builder(json.text("prompt"))
            .sampling(sampling(json))
            .seed(Long.parseLong(json.text("seed")))
            .decoder(new Decoder(json.text("decoder").toUpperCase(Locale.ROOT)))
            .decoderSteps(json.size("decoder_steps"));
    if (json.has("negative_prompt")) {
      request.negativePrompt(json.text("negative_prompt"));
    }
    return new Provenance.Drawn(request.build(), json.number("shift"));
  }

  private static Sampling sampling(JsonSection json) {
    List<Double> interval = json.numbers("guidance_interval");
    if (interval.size() != 2) {
      throw json.wrong("guidance_interval", "two numbers");
    }
    boolean isOfModel = json.has(MODEL_SHIFT) && json.flag(MODEL_SHIFT);
    return new Sampling(
        json.size("steps"),
        Solver.valueOf(json.text("solver").toUpperCase(Locale.ROOT)),
        isOfModel ? OptionalDouble.empty() : OptionalDouble.of(json.number("shift")),
        json.has("guidance")
            ? GuidanceJson.read(json.section("guidance"))
            : Guidance.classifierFree(json.number("cfg")),
        new GuidanceInterval(interval.get(0), interval.get(1)));
  }
}
