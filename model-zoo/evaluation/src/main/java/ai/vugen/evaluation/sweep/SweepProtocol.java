package ai.vugen.evaluation.sweep;

import ai.vugen.evaluation.features.FidelityDiversity;
import ai.vugen.evaluation.geneval.DrawingSettings;
import ai.vugen.evaluation.geneval.GenEvalProtocol;
import ai.vugen.evaluation.report.MeasuredModel;
import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * How all points of a run are measured.
 *
 * @param model which model draws
 * @param imageSize side of images and reference pictures in pixels
 * @param judge SHA-256 of the weights of the judge whose features are compared
 * @param images number N of reference pictures and of generated images
 * @param pictures SHA-256 of the reference pictures and their captions
 * @param geneval thresholds and detector of GenEval
 * @param prompts number of GenEval's prompts
 * @param conditions SHA-256 of the prompts and what they ask for
 */
public record SweepProtocol(
    MeasuredModel model,
    int imageSize,
    String judge,
    int images,
    String pictures,
    GenEvalProtocol geneval,
    int prompts,
    String conditions) {
  /** Returns the protocol as names and plain values. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    model.addTo(json);
    json.addProperty("image_size", imageSize);
    json.addProperty("judge_sha256", judge);
    json.addProperty("reference_pictures", images);
    json.addProperty("reference_split", ReferencePictures.SPLIT.name().toLowerCase(Locale.ROOT));
    json.addProperty("reference_seed", ReferencePictures.SEED);
    json.addProperty("reference_sha256", pictures);
    json.addProperty("generated_images", images);
    json.addProperty("generated_seeds", "0 to " + (images - 1));
    json.addProperty("neighbours", SweepSettings.NEIGHBOURS);
    json.addProperty(
        "coverage_ceiling",
        FidelityDiversity.coverageCeiling(images, images, SweepSettings.NEIGHBOURS));
    json.addProperty("geneval_prompts", prompts);
    json.addProperty("geneval_prompts_sha256", conditions);
    json.addProperty("geneval_images_per_prompt", 1);
    json.addProperty("geneval_seed", 0);
    geneval.addTo(json, "geneval_");
    return json;
  }

  /** Returns the protocol of a point with its settings. */
  JsonObject json(SweepPoint point) {
    JsonObject json = json();
    json.addProperty("sweep", point.sweep().tag());
    if (point.sweep() == Sweep.DECODER) {
      json.addProperty("psnr_to_decoder_steps", Sweep.FINEST_DECODER);
    }
    DrawingSettings.addRequest(point.settings(), json);
    return json;
  }
}
