package ai.vugen.training.recipe;

import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.tensor.Tensor;

/**
 * What a decoder predicted of a batch.
 *
 * @param real the real images, {@code [batch, 3, height, width]} in [-1, 1]
 * @param target the images that it should have reached; the real ones, or a teacher's
 * @param noise where the way to them begins
 * @param noisy (1 − t) target + t noise
 * @param time {@code [batch, 1, 1, 1]}
 * @param output what it predicted
 */
record Decoded(
    Tensor real,
    Tensor target,
    Tensor noise,
    Tensor noisy,
    Tensor time,
    PixelDiffusionDecoder.Output output) {
  /** Returns the image that the prediction leads to in one step. */
  Tensor estimate() {
    return noisy.add(time.mul(output.velocity()));
  }
}
