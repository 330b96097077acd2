package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;
import java.util.List;

/**
 * The weights of the channels of each layer that a perceptual distance looks at, as learned from
 * human judgements.
 *
 * @param network name of the network whose layers they belong to, such as "alex"
 * @param layers [channels] per layer, finite and 0 or more; shared as they are
 */
public record LayerWeights(String network, List<double[]> layers) {
  /**
   * @throws ai.vugen.error.InvalidRequestException if there is no layer, or a layer is empty or has
   *     a weight that is negative or not finite
   */
  public LayerWeights {
    layers = List.copyOf(layers);
    Arguments.require(!layers.isEmpty(), "number of layers", 0, "1 or more");
    for (int layer = 0; layer < layers.size(); layer++) {
      double[] weights = layers.get(layer);
      String name = "weights of layer " + layer;
      Arguments.require(
          weights.length >= 1, "number of " + name, weights.length, "one per channel");
      Arguments.requireFinite(weights, name);
      for (double weight : weights) {
        Arguments.require(weight >= 0, "one of the " + name, weight, "0 or more");
      }
    }
  }

  /** Returns the number of layers. */
  public int count() {
    return layers.size();
  }
}
