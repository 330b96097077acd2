package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.image.PngMetadata;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a latent or an image comes from: enough to make it again.
 *
 * @param model the model that made it
 * @param sdkVersion the version of the SDK that made it
 * @param precision how exactly the model computed it
 * @param seed of the noise of its latent and of the decoder
 * @param index of the image among those of its request
 * @param settings what was asked for, with the time shift that was used; null for what was encoded
 *     from a picture, and for an image decoded with another seed or precision than its latent has
 */
public record Provenance(
    ModelIdentity model,
    String sdkVersion,
    Precision precision,
    long seed,
    int index,
    @Nullable GenerateRequest settings) {
  /**
   * Reads where the image of a PNG file comes from.
   *
   * @throws ai.vugen.error.InvalidImageException if it is no intact PNG file
   * @throws ai.vugen.error.InvalidRequestException if the file does not say where it comes from
   */
  public static Provenance read(Path png) {
    return GeneratedImage.provenance(png.toString(), PngMetadata.read(png));
  }

  /** What was asked for; empty for what was encoded from a picture. */
  public Optional<GenerateRequest> request() {
    return Optional.ofNullable(settings);
  }
}
