package ai.vugen.evaluation.geneval;

import ai.vugen.GenerateRequest;
import ai.vugen.LatentShape;
import ai.vugen.ModelInfo;
import ai.vugen.Provenance;
import ai.vugen.VuGen;
import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.Sampling;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How the images of a run are drawn.
 *
 * @param model which model draws
 * @param request the settings with the time shift that is used; its prompt and its seed are those
 *     of no image
 * @param images number a prompt, at least 1; they have the seeds 0 to images - 1
 */
public record DrawingSettings(MeasuredModel model, GenerateRequest request, int images) {
  /**
   * @throws InvalidRequestException if there is to be no image
   */
  public DrawingSettings {
    Arguments.require(images >= 1, "The number of images a prompt", images, "1 or more");
  }

  /**
   * Returns the settings of a model's defaults.
   *
   * @throws InvalidRequestException if the model cannot draw, or there is to be no image
   */
  public static DrawingSettings of(VuGen vugen, int images) {
    ModelInfo info = vugen.info();
    LatentShape latent =
        info.drawing()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "The model %s cannot draw; expected a VUGEN model such as nano. Use one, or only judge images."
                            .formatted(info.model())))
            .latent();
    GenerateRequest request = vugen.request("any");
    double shift = request.sampling().schedule(latent.tokens(), latent.channels()).alpha();
    return new DrawingSettings(
        MeasuredModel.of(info), request.toBuilder().count(1).shift(shift).build(), images);
  }

  /** Returns the request for one image of a prompt. */
  GenerateRequest request(GenEvalPrompt prompt, int seed) {
    return request.toBuilder().prompt(prompt.prompt()).seed(seed).build();
  }

  /** Returns whether a file says that it holds the image that a request of these settings draws. */
  boolean isDrawn(GenerateRequest wanted, Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      Provenance found = Provenance.read(file);
      return found.model().equals(model.identity())
          && found.sdkVersion().equals(model.sdkVersion())
          && found.precision() == model.precision()
          && found.index() == 0
          && found.isOf(wanted);
    } catch (InvalidRequestException e) {
      return false; // damaged or of another origin
    }
  }

  /**
   * Adds the settings of a request to a protocol; not its prompt, its seed and its number of
   * images.
   */
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
