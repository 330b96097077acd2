package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.features.FeatureExtractor;
import com.google.gson.JsonObject;

/**
 * In which features sets of pictures are compared.
 *
 * @param name of the extractor
 * @param sha256 of the extractor's weights
 */
public record FeatureProtocol(String name, String sha256) {
  /** That of an extractor. */
  static FeatureProtocol of(FeatureExtractor extractor) {
    return new FeatureProtocol(extractor.name(), extractor.sha256());
  }

  /** Adds the members {@code feature_extractor} and {@code feature_extractor_sha256}. */
  void addTo(JsonObject protocol) {
    protocol.addProperty("feature_extractor", name);
    protocol.addProperty("feature_extractor_sha256", sha256);
  }
}
