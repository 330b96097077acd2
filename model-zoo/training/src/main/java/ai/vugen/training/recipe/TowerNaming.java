package ai.vugen.training.recipe;

import ai.vugen.json.JsonSection;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.world.ObjectColour;

/**
 * Which thing of which colour each token of the tower draws, told from the middle of it.
 *
 * <p>Under much noise only the caption can tell, so this teaches the tower which of the caption's
 * things belongs to which place; the flow loss alone teaches it late.
 *
 * @param weight of the cross entropies beside the flow loss
 * @param layer after which the tower's tokens are read, from 1
 * @param width channels of the tower's tokens
 * @param concepts things that are drawn
 */
record TowerNaming(double weight, int layer, int width, int concepts) {
  /** Scope of the heads, which are trained with the tower and not part of the model. */
  static final String SCOPE = "tower_naming";

  /** Reads {@code weight} and {@code layer}. */
  static TowerNaming of(JsonSection c, VugenConfig model, WorldData data) {
    return new TowerNaming(
        c.positive("weight"),
        TowerAlignment.layer(c, model),
        model.language().width(),
        data.concepts());
  }

  /**
   * Returns the cross entropy of the thing and that of its colour, over the tokens that show one.
   *
   * @param output of the tower for the scenes under several noises, one after the other
   */
  TorchTensor distance(
      Weights weights,
      TorchBackend backend,
      GenerationTower.Output output,
      WorldData.Scenes scenes) {
    Tensor tokens = output.states().get(layer - 1).flatten(0, 1); // [noises b cells, width]
    int rows = (int) tokens.shape().size(0);
    long[] things = repeated(scenes.concepts(), rows);
    float[] shown = new float[rows];
    for (int i = 0; i < rows; i++) {
      shown[i] = things[i] == 0 ? 0 : 1;
    }
    Weights heads = weights.at(SCOPE);
    Tensor named = Linear.of(heads.at("concept"), width, 1L + concepts).apply(tokens);
    Tensor coloured =
        Linear.of(heads.at("colour"), width, 1L + ObjectColour.tints().size()).apply(tokens);
    Tensor counted = backend.real(shown, rows);
    TorchTensor thing = Losses.crossEntropy(named, backend.indices(things, rows), counted);
    long[] tints = repeated(scenes.colours(), rows);
    return (TorchTensor)
        thing.add(Losses.crossEntropy(coloured, backend.indices(tints, rows), counted));
  }

  private static long[] repeated(long[] labels, int rows) {
    long[] repeated = new long[rows];
    for (int i = 0; i < rows; i++) {
      repeated[i] = labels[i % labels.length];
    }
    return repeated;
  }
}
