package ai.vugen.evaluation.geneval;

import ai.vugen.GenerateRequest;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;

/** The settings that images are drawn with as JSON, for protocols. */
public final class DrawingJson {
  private DrawingJson() {}

  /** Adds the settings of a request; not its prompt, its seed and its number of images. */
  public static void addRequest(GenerateRequest request, JsonObject json) {
    json.addProperty("cfg", request.cfg());
    if (request.guidance() != null) {
      json.addProperty("guidance", request.guidance().toString());
    }
    JsonArray interval = new JsonArray();
    interval.add(request.guidanceInterval().lo());
    interval.add(request.guidanceInterval().hi());
    json.add("guidance_interval", interval);
    if (request.negativePrompt() != null) {
      json.addProperty("negative_prompt", request.negativePrompt());
    }
    json.addProperty("steps", request.steps());
    json.addProperty("solver", request.solver().name().toLowerCase(Locale.ROOT));
    json.addProperty("shift", request.shift());
    json.addProperty("decoder", request.decoder().name().toLowerCase(Locale.ROOT));
    json.addProperty("decoder_steps", request.decoderSteps());
  }
}
