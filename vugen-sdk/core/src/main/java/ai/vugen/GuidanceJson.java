package ai.vugen;

import ai.vugen.flow.Guidance;
import ai.vugen.json.JsonSection;
import com.google.gson.JsonObject;

/** Guidance as JSON: its kind and its numbers. */
final class GuidanceJson {
  private GuidanceJson() {}

  static JsonObject write(Guidance guidance) {
    JsonObject json = new JsonObject();
    if (guidance instanceof Guidance.None) {
      json.addProperty("kind", "none");
    } else if (guidance instanceof Guidance.ClassifierFree free) {
      json.addProperty("kind", "classifier_free");
      json.addProperty("scale", free.scale());
    } else if (guidance instanceof Guidance.CfgZeroStar zero) {
      json.addProperty("kind", "cfg_zero_star");
      json.addProperty("scale", zero.scale());
      json.addProperty("zero_steps", zero.zeroSteps());
    } else if (guidance instanceof Guidance.AdaptiveProjected projected) {
      json.addProperty("kind", "adaptive_projected");
      json.addProperty("scale", projected.scale());
      json.addProperty("eta", projected.eta());
      json.addProperty("norm_threshold", projected.normThreshold());
      json.addProperty("momentum", projected.momentum());
    } else if (guidance instanceof Guidance.Rescaled rescaled) {
      json.addProperty("kind", "rescaled");
      json.add("guidance", write(rescaled.guidance()));
      json.addProperty("phi", rescaled.phi());
    }
    return json;
  }

  static Guidance read(JsonSection json) {
    String kind = json.text("kind");
    return switch (kind) {
      case "none" -> Guidance.none();
      case "classifier_free" -> Guidance.classifierFree(json.number("scale"));
      case "cfg_zero_star" ->
          new Guidance.CfgZeroStar(json.number("scale"), json.index("zero_steps"));
      case "adaptive_projected" ->
          new Guidance.AdaptiveProjected(
              json.number("scale"),
              json.number("eta"),
              json.number("norm_threshold"),
              json.number("momentum"));
      case "rescaled" -> new Guidance.Rescaled(read(json.section("guidance")), json.number("phi"));
      default -> throw json.fault("kind", "is of the unknown kind " + kind);
    };
  }
}
