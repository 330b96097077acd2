package ai.vugen.training.recipe;

import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.nio.file.Path;
import java.util.Map;

/**
 * One stage of training: what is learned, from which batches, by which losses.
 *
 * @param <B> a batch, composed away from the training thread
 */
interface Stage<B> {
  /** Returns the key of its settings in the recipe, and the name of its folder. */
  String name();

  /** Prefixes of the parameters that it trains; all others are frozen. */
  String[] trained();

  /** Composes the batch of a part; a function of the part alone, called on another thread. */
  B compose(Part part);

  /**
   * Returns the losses of a batch, by name; {@code loss} is the one that is minimised.
   *
   * <p>Called by several threads at once, each with weights and a part of its own.
   *
   * @param part for what changes over time, and to seed noise
   */
  Map<String, TorchTensor> losses(TorchWeights weights, B batch, Part part);

  /**
   * Measures and draws, with the averaged weights: writes pictures into a folder and returns
   * numbers by name.
   */
  Map<String, Double> sample(TorchWeights weights, Path folder);

  /** Adds what the stage leaves besides trained parameters, once it is done. */
  default void finish(TorchWeights weights) {}
}
