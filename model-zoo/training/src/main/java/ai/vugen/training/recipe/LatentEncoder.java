package ai.vugen.training.recipe;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.vision.Grid;
import ai.vugen.tensor.Tensor;

/**
 * Images → z̃ as maps, and the perceptual distance in the encoder's own features.
 *
 * @param config the numbers of the model
 */
record LatentEncoder(ModelConfig config) {
  private Grid grid() {
    return config.vision().nativeGrid();
  }

  /** z of images, {@code [batch, patches, width]}. */
  Tensor encode(Networks networks, Tensor pixels) {
    return networks.vision(grid()).encode(pixels);
  }

  /** z̃ of z as a map, {@code [batch, channels, rows, columns]}. */
  Tensor reduce(Networks networks, Tensor z) {
    return networks
        .reducer()
        .reduce(z)
        .transpose(1, 2)
        .unflatten(2, grid().rows(), grid().columns());
  }

  /** The normalised features of every other block, for a perceptual distance. */
  java.util.List<Tensor> features(Networks networks, Tensor pixels) {
    var encoder = networks.vision(grid());
    java.util.List<Tensor> states = encoder.trace(encoder.embed(pixels));
    java.util.List<Tensor> chosen = new java.util.ArrayList<>();
    for (int i = 0; i < states.size(); i += 2) {
      chosen.add(states.get(i).layerNorm(null, null, 1e-5));
    }
    return chosen;
  }
}
