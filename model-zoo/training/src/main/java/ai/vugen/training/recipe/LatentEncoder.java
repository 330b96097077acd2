package ai.vugen.training.recipe;

import ai.vugen.model.VugenConfig;
import ai.vugen.model.latent.UnderstandingLatents;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures → z → z̃ on the grid that the model draws on, and a perceptual distance in the encoder's
 * own features.
 *
 * @param latents the numbers of the latents
 */
record LatentEncoder(UnderstandingLatents latents) {
  static LatentEncoder of(VugenConfig config) {
    return new LatentEncoder(config.understandingLatents());
  }

  /**
   * Encodes pictures of {@link UnderstandingLatents#pictureSize}.
   *
   * @return z, {@code [batch, patches, width]}
   */
  Tensor encode(Weights root, Tensor pixels) {
    return latents.perceptionEncoder(root).encode(pixels);
  }

  /** Returns z̃ of z as a map, {@code [batch, channels, rows, columns]}. */
  Tensor reduce(Weights root, Tensor z) {
    return latents.reducer(root).apply(z);
  }

  /**
   * Returns the normalised features of every other block, for a perceptual distance.
   *
   * @param pixels of any size, {@code [batch, 3, height, width]}
   */
  List<Tensor> features(Weights root, Tensor pixels) {
    int height = (int) pixels.shape().size(2);
    int width = (int) pixels.shape().size(3);
    PerceptionEncoder encoder =
        new PerceptionEncoder(
            latents.vision(),
            latents.vision().grid(height, width),
            root.at(PerceptionEncoder.SCOPE));
    List<Tensor> states = encoder.trace(encoder.embed(pixels));
    List<Tensor> chosen = new ArrayList<>();
    for (int i = 0; i < states.size(); i += 2) {
      chosen.add(states.get(i).layerNorm(null, null, 1e-5));
    }
    return chosen;
  }
}
