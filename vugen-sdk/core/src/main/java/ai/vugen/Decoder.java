package ai.vugen;

/** What turns a latent into pixels. */
public enum Decoder {
  /** The pixel diffusion decoder (VUGEN section 3.3). */
  PDD,
  /** A latent diffusion decoder with an autoencoder (VUGEN section 3.3). */
  LDM
}
