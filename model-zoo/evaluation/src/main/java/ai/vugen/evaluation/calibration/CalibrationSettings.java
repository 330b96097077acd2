package ai.vugen.evaluation.calibration;

import ai.vugen.error.Arguments;
import com.google.gson.JsonObject;

/**
 * Which pictures a calibration composes.
 *
 * @param images number a prompt, at least 1; they take turns in the styles that all things of the
 *     prompt are drawn in
 * @param seed of the scenes and of the shuffled captions
 */
public record CalibrationSettings(int images, long seed) {
  /** One in each style. */
  public static final int OFFICIAL_IMAGES = 3;

  /**
   * @throws ai.vugen.error.InvalidRequestException if there is to be no image
   */
  public CalibrationSettings {
    Arguments.require(images >= 1, "The number of images a prompt", images, "1 or more");
  }

  /** Adds the members {@code images_per_prompt} and {@code seed}. */
  void addTo(JsonObject protocol) {
    protocol.addProperty("images_per_prompt", images);
    protocol.addProperty("seed", seed);
  }
}
