package ai.vugen;

/**
 * What turns a latent into pixels.
 *
 * @param name as in {@code ModelInfo}: PDD, LDM
 */
public record Decoder(String name) {
  /** The pixel diffusion decoder (VUGEN section 3.3). */
  public static final Decoder PDD = new Decoder("PDD");

  /** A latent diffusion decoder with an autoencoder (VUGEN section 3.3). */
  public static final Decoder LDM = new Decoder("LDM");

  @Override
  public String toString() {
    return name;
  }
}
