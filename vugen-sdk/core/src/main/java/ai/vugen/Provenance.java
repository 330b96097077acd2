package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.PngMetadata;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a latent or an image comes from: enough to make it again.
 *
 * @param model the model that made it
 * @param sdkVersion the version of the SDK that made it
 * @param precision how exactly the model computed it
 * @param seed seed of the noise of its latent and of the decoder
 * @param index index of the image among those of its request
 * @param drawing what was drawn; empty for what was encoded from a picture, and for an image
 *     decoded with another seed or precision than its latent has
 */
public record Provenance(
    ModelIdentity model,
    String sdkVersion,
    Precision precision,
    long seed,
    int index,
    Optional<Drawn> drawing) {
  /**
   * What was drawn.
   *
   * @param request what was asked for, as one image
   * @param shift the time shift that was used: the request's, or the model's own
   */
  public record Drawn(GenerateRequest request, double shift) {
    /**
     * @throws InvalidRequestException if the request is null
     */
    public Drawn {
      InvalidRequestException.notNull(request, "request");
    }

    Drawn withDecoderSteps(int steps) {
      return new Drawn(request.toBuilder().decoderSteps(steps).build(), shift);
    }
  }

  /**
   * @throws InvalidRequestException if a value is null
   */
  public Provenance {
    InvalidRequestException.notNull(model, "model");
    InvalidRequestException.notNull(sdkVersion, "sdkVersion");
    InvalidRequestException.notNull(precision, "precision");
    InvalidRequestException.notNull(drawing, "drawing");
  }

  /**
   * Reads where the image of a PNG file comes from.
   *
   * @throws ai.vugen.error.InvalidImageException if it is no intact PNG file
   * @throws InvalidRequestException if the file does not say where it comes from
   */
  public static Provenance read(Path png) {
    InvalidRequestException.notNull(png, "png");
    return GeneratedImage.provenance(png.toString(), PngMetadata.read(png));
  }

  /** Returns what was asked for; empty for what was encoded from a picture. */
  public Optional<GenerateRequest> request() {
    return drawing.map(Drawn::request);
  }

  /**
   * Returns whether this is one of the images that a request asks for: same prompts, settings, seed
   * and decoder, and an index below the request's count. Which model drew it, and in which
   * precision, is for the caller to compare.
   */
  public boolean isOf(GenerateRequest request) {
    InvalidRequestException.notNull(request, "request");
    GenerateRequest one = request.toBuilder().count(1).build();
    return index < request.count() && request().filter(one::equals).isPresent();
  }
}
