package ai.vugen.model.decoder;

import ai.vugen.graph.Network;
import ai.vugen.graph.Rehearsal;
import ai.vugen.json.JsonSection;
import ai.vugen.model.latent.LatentSpace;
import java.util.List;

/** The numbers of what turns a latent into pixels: the section {@code vugen.decoder}. */
public sealed interface DecoderConfig permits PddConfig {
  /** The scope of a decoder's weights in a checkpoint. */
  String SCOPE = "decoder";

  /**
   * Reads the section; without {@code type} it is of a pixel diffusion decoder.
   *
   * @throws ai.vugen.error.ModelIntegrityException if the type is unknown, or a number is missing
   */
  static DecoderConfig read(JsonSection c, LatentSpace latents) {
    String type = c.has("type") ? c.text("type") : "pdd";
    return switch (type) {
      case "pdd" -> PddConfig.read(c, latents);
      default -> throw c.fault("type", "must be pdd, but is " + type);
    };
  }

  /** Returns what a request calls this decoder, as {@code PDD}. */
  String name();

  /** Side of its images in pixels. */
  int imageSize();

  /** Channels of the latents that it takes. */
  int latentChannels();

  /** Side of the grid of the latents that it takes. */
  int latentSide();

  /** Returns the networks that it runs, in the order in which a latent passes them. */
  List<Network> networks();

  /**
   * Runs the networks on a latent as drawing does, so that what their convolutions take and give is
   * seen.
   */
  void rehearse(Rehearsal rehearsal);

  /**
   * Compares the numbers with their neighbours.
   *
   * @throws ai.vugen.error.ModelIntegrityException if they contradict each other
   */
  void check();
}
