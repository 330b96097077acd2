package ai.vugen;

import ai.vugen.flow.Guidance;
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

  static Guidance read(JsonObject json) {
    String kind = json.get("kind").getAsString();
    return switch (kind) {
      case "none" -> Guidance.none();
      case "classifier_free" -> Guidance.classifierFree(number(json, "scale"));
      case "cfg_zero_star" ->
          new Guidance.CfgZeroStar(number(json, "scale"), json.get("zero_steps").getAsInt());
      case "adaptive_projected" ->
          new Guidance.AdaptiveProjected(
              number(json, "scale"),
              number(json, "eta"),
              number(json, "norm_threshold"),
              number(json, "momentum"));
      case "rescaled" ->
          new Guidance.Rescaled(read(json.getAsJsonObject("guidance")), number(json, "phi"));
      default -> throw new IllegalArgumentException("guidance of the unknown kind " + kind);
    };
  }

  private static double number(JsonObject json, String key) {
    if (!json.has(key)) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return json.get(key).getAsDouble();
  }
}
