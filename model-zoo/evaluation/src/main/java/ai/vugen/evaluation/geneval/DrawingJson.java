package ai.vugen.evaluation.geneval;

import ai.vugen.GenerateRequest;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.Sampling;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;

/** The settings that images are drawn with as JSON, for protocols. */
public final class DrawingJson {
  private DrawingJson() {}

  /** Adds the settings of a request; not its prompt, its seed and its number of images. */
  public static void addRequest(GenerateRequest request, JsonObject json) {
    Sampling sampling = request.sampling();
    json.addProperty("cfg", sampling.guidance().scale());
    if (!(sampling.guidance() instanceof Guidance.ClassifierFree)) {
      json.addProperty("guidance", sampling.guidance().toString());
    }
    JsonArray interval = new JsonArray();
    interval.add(sampling.interval().lo());
    interval.add(sampling.interval().hi());
    json.add("guidance_interval", interval);
    request.negativePrompt().ifPresent(text -> json.addProperty("negative_prompt", text));
    json.addProperty("steps", sampling.steps());
    json.addProperty("solver", sampling.solver().name().toLowerCase(Locale.ROOT));
    sampling.shift().ifPresent(shift -> json.addProperty("shift", shift));
    json.addProperty("decoder", request.decoder().name().toLowerCase(Locale.ROOT));
    json.addProperty("decoder_steps", request.decoderSteps());
  }
}
