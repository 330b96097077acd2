package ai.vugen.training.recipe;

import ai.vugen.json.JsonSection;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.loss.RepresentationAlignment;
import ai.vugen.training.torch.TorchTensor;

/**
 * REPA for the tower: from the middle of it, under noise, an MLP has to tell what the model's own
 * encoder sees in the clean image, before the reducer took most of it away.
 *
 * @param weight of the distance beside the flow loss
 * @param layer after which the tower's tokens are aligned, from 1
 * @param width channels of the tower's tokens
 * @param encoderWidth channels of the encoder's tokens
 */
record TowerAlignment(double weight, int layer, int width, int encoderWidth) {
  /** Scope of the MLP, which is trained with the tower and not part of the model. */
  static final String SCOPE = "tower_alignment";

  /** Reads {@code weight} and {@code layer}. */
  static TowerAlignment of(JsonSection c, VugenConfig model) {
    int layer = layer(c, model);
    return new TowerAlignment(
        c.positive("weight"), layer, model.language().width(), model.vision().width());
  }

  /** Reads the {@code layer} of a tower whose tokens are the encoder's patches. */
  static int layer(JsonSection c, VugenConfig model) {
    int layers = model.language().layers();
    int layer = c.size("layer");
    if (layer > layers) {
      throw c.fault("layer", "must be 1 to %d, but is %d".formatted(layers, layer));
    }
    int cells = model.tower().tokens().cells();
    int patches = model.latents().grid().cells();
    if (cells != patches) {
      throw c.fault(
          "layer",
          "needs as many tokens in the tower as the encoder has patches, %d and %d"
              .formatted(cells, patches));
    }
    return layer;
  }

  /**
   * Returns one minus the mean cosine.
   *
   * @param output of the tower, whose tokens are the encoder's
   * @param z the encoder's tokens, {@code [batch, tokens, encoderWidth]}
   */
  TorchTensor distance(Weights weights, GenerationTower.Output output, Tensor z) {
    return (TorchTensor)
        new RepresentationAlignment(width, encoderWidth, weights.at(SCOPE))
            .distance(output.states().get(layer - 1), z);
  }
}
