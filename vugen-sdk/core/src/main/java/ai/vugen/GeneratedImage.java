package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An image that a model drew, with what is needed to draw it again. Immutable. */
public final class GeneratedImage implements ImageInput {
  private final Pixels pixels;
  private final Latent latent;
  private final Provenance provenance;

  GeneratedImage(Pixels pixels, Latent latent, Provenance provenance) {
    this.pixels = pixels;
    this.latent = latent;
    this.provenance = provenance;
  }

  @Override
  public Pixels toPixels() {
    return pixels;
  }

  /** Returns the image for AWT, of type {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage toBufferedImage() {
    return pixels.toBufferedImage();
  }

  /** Returns the image as a PNG file that carries its settings; equal images, equal bytes. */
  public byte[] toPngBytes() {
    return PngWriter.toBytes(pixels, metadata());
  }

  /**
   * Writes {@link #toPngBytes} to a file, which appears complete or not at all.
   *
   * @throws InvalidRequestException if the folder does not exist
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public void save(Path file) {
    PngWriter.write(pixels, metadata(), InvalidRequestException.notNull(file, "file"));
  }

  private PngMetadata metadata() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("Software", "VuGen SDK " + provenance.sdkVersion());
    request().ifPresent(request -> texts.put("parameters", readable(request)));
    texts.put(ProvenanceJson.KEYWORD, ProvenanceJson.write(provenance));
    return new PngMetadata(texts);
  }

  private String readable(GenerateRequest request) {
    String negative = request.negativePrompt().map(text -> "\nNegative prompt: " + text).orElse("");
    return (request.prompt() + negative).replace("\u0000", "")
        + "\nSteps: %d, Sampler: %s, CFG scale: %s, Seed: %d, Index: %d, Decoder steps: %d, Precision: %s, Model: %s"
            .formatted(
                request.sampling().steps(),
                request.sampling().solver(),
                request.sampling().guidance().scale(),
                seed(),
                index(),
                request.decoderSteps(),
                provenance.precision(),
                model().id());
  }

  /** Returns the latent that it was decoded from. */
  public Latent latent() {
    return latent;
  }

  /** Returns the seed of its noise. */
  public long seed() {
    return provenance.seed();
  }

  /** Its index among the images of its request. */
  public int index() {
    return provenance.index();
  }

  /** Returns what was asked for; empty for a picture that was encoded and decoded. */
  public Optional<GenerateRequest> request() {
    return provenance.request();
  }

  /** Returns the model that drew it. */
  public ModelIdentity model() {
    return provenance.model();
  }

  /** Returns where it comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** Reads where the image of a PNG file comes from. */
  static Provenance provenance(String where, PngMetadata metadata) {
    String json = metadata.texts().get(ProvenanceJson.KEYWORD);
    if (json == null) {
      throw new InvalidRequestException(
          where
              + " carries no vugen metadata. Use a PNG file that GeneratedImage.save wrote; other"
              + " programs drop the metadata when they save a file.");
    }
    return ProvenanceJson.read(where, json);
  }

  @Override
  public String toString() {
    return "GeneratedImage[%d x %d] of %s".formatted(pixels.width(), pixels.height(), provenance);
  }
}
