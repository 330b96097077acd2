package ai.vugen.model.decoder;

/** What the last convolution of a pixel diffusion decoder predicts. */
public enum Prediction {
  /** The velocity itself, image minus noise, as the published decoders do (SSDD). */
  VELOCITY,
  /**
   * The image, from which the velocity follows: (image − noisy) / time. A narrow decoder that sees
   * squares of pixels cannot carry all their noise to its output, so it had better not have to (Li
   * and He, "Back to basics: let denoising generative models denoise").
   */
  IMAGE
}
