package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.reconstruction.ReconstructionResult.DecodedScene;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.world.Split;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The parts of a report as JSON. */
final class ReconstructionJson {
  private ReconstructionJson() {}

  static JsonObject of(ReconstructionResult result) {
    JsonObject report = new JsonObject();
    report.addProperty("benchmark", "reconstruction of the picture world");
    report.add("protocol", protocol(result));
    report.add("scores", scores(result));
    JsonArray scenes = new JsonArray();
    result
        .scenes()
        .forEach((split, decoded) -> decoded.forEach(scene -> scenes.add(scene(split, scene))));
    report.add("scenes", scenes);
    return report;
  }

  /** Returns how the scores were measured. */
  static JsonObject protocol(ReconstructionResult result) {
    JsonObject json = new JsonObject();
    result.model().addTo(json);
    result.settings().addTo(json);
    JsonArray steps = new JsonArray();
    ReconstructionRun.DECODER_STEPS.forEach(steps::add);
    json.add("decoder_steps", steps);
    json.addProperty("decoder_seed", 0);
    json.addProperty("psnr", "dB, 8 bits a channel, at most 100");
    json.addProperty("ssim", "8 bits a channel, Gaussian window of 11 pixels, inside the picture");
    result.features().addTo(json);
    json.addProperty(
        "frechet_distance",
        "of %d decoded pictures from their %d originals in the features of the extractor; no FID"
            .formatted(result.settings().scenes(), result.settings().scenes()));
    json.addProperty("standard_deviation", "of all scenes of the split, divided by N");
    return json;
  }

  private static JsonObject scores(ReconstructionResult result) {
    JsonObject json = new JsonObject();
    result
        .scores()
        .forEach(
            (split, summaries) -> {
              JsonObject steps = new JsonObject();
              summaries.forEach(
                  summary -> steps.add(String.valueOf(summary.steps()), summary(summary)));
              json.add(EnumText.tag(split), steps);
            });
    return json;
  }

  private static JsonObject summary(PictureFidelity.Summary summary) {
    JsonObject json = new JsonObject();
    json.add("psnr", spread(summary.psnr()));
    json.add("ssim", spread(summary.ssim()));
    json.addProperty("frechet_distance", summary.frechet().value());
    return json;
  }

  private static JsonObject spread(PictureFidelity.Spread spread) {
    JsonObject json = new JsonObject();
    json.addProperty("mean", spread.mean());
    json.addProperty("standard_deviation", spread.deviation());
    return json;
  }

  private static JsonObject scene(Split split, DecodedScene scene) {
    JsonObject json = new JsonObject();
    json.addProperty("split", EnumText.tag(split));
    json.addProperty("index", scene.index());
    json.addProperty("caption", scene.caption());
    JsonObject steps = new JsonObject();
    for (int i = 0; i < scene.fidelity().size(); i++) {
      String number = String.valueOf(ReconstructionRun.DECODER_STEPS.get(i));
      steps.add(number, fidelity(scene.fidelity().get(i)));
    }
    json.add("steps", steps);
    JsonArray pictures = new JsonArray();
    scene.pictures().forEach(pictures::add);
    json.add("pictures", pictures);
    return json;
  }

  private static JsonObject fidelity(PictureFidelity fidelity) {
    JsonObject json = new JsonObject();
    json.addProperty("psnr", fidelity.psnr());
    json.addProperty("ssim", fidelity.ssim());
    return json;
  }
}
