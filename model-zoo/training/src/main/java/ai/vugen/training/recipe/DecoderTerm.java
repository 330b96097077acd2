package ai.vugen.training.recipe;

import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.TorchTensor;

/** A term of the decoder's loss besides flow matching, from a network whose weights are given. */
interface DecoderTerm extends AutoCloseable {
  /** Returns what it is called in logs. */
  String name();

  /** Returns what it is multiplied by before it is added. */
  double weight();

  /**
   * Returns the term, a number.
   *
   * @param weights those in training, for parameters that only this term has
   * @param share of the batch: the thread
   */
  TorchTensor loss(Weights weights, int share, Decoded decoded);

  @Override
  void close();
}
