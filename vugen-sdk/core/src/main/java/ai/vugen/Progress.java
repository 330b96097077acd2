package ai.vugen;

import ai.vugen.image.Pixels;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How far a request is.
 *
 * @param stage what is being done
 * @param image the image that it is done for, counted from 0 in the order of the results
 * @param images all images of the request
 * @param step finished steps of the stage for this image
 * @param steps all steps of the stage for one image
 * @param elapsed time since the request began
 * @param preview the image as it would be if sampling ended here; computed when asked for, during
 *     the listener's call only
 */
public record Progress(
    Stage stage,
    int image,
    int images,
    int step,
    int steps,
    Duration elapsed,
    Supplier<Pixels> preview) {
  /** A part of the work. */
  public enum Stage {
    /** Noise becomes a latent. */
    SAMPLING,
    /** The latent becomes pixels. */
    DECODING
  }
}
