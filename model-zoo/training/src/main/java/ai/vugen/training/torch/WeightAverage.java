package ai.vugen.training.torch;

import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The exponential moving average of the trained parameters, with which a trained network is
 * evaluated and published.
 *
 * <p>Update n moves the average by 1 − min(decay, (1 + n) / (10 + n)) of the way to the weights, so
 * that it forgets the random beginning; before the first update it equals them.
 */
public final class WeightAverage implements AutoCloseable {
  private final TorchWeights weights;
  private final TorchWeights averages;
  private final double decay;
  private final long start;
  private long updates;

  /**
   * An average.
   *
   * @param decay share of the old average that stays, in the long run
   * @param start updates during which the average merely follows the weights
   */
  public WeightAverage(TorchWeights weights, double decay, long start) {
    this.weights = weights;
    this.decay = decay;
    this.start = start;
    averages = new TorchWeights(weights.backend(), this::copy);
    averages.train(name -> false);
  }

  /** Returns the values of a weight, which is made if no network has asked for it yet. */
  private float[] copy(String name, Role role, long[] sizes) {
    weights.master(name, Shape.of(sizes), role);
    return weights.values(name);
  }

  /** Takes in the weights after a step of the optimizer. */
  public void update() {
    try (TorchScope scope = new TorchScope();
        NoGradient update = new NoGradient()) {
      List<Tensor> own = new ArrayList<>();
      List<Tensor> targets = new ArrayList<>();
      for (Parameter parameter : weights.trained()) {
        own.add(averages.master(parameter.name(), parameter.shape(), parameter.role()).master());
        targets.add(parameter.master());
      }
      if (!own.isEmpty()) {
        ListOperator.lerp(own, targets, 1 - decayOf(updates - start));
      }
      averages.newStep();
      updates++;
    }
  }

  private double decayOf(long update) {
    return update < 0 ? 0 : Math.min(decay, (1.0 + update) / (10.0 + update));
  }

  /**
   * Returns the averaged parameters; those that are not trained, and all before the first update,
   * are copies of the weights.
   */
  public TorchWeights averages() {
    return averages;
  }

  /** Returns the number of updates made. */
  public long updates() {
    return updates;
  }

  /** Goes on after so many updates. */
  void restore(long madeUpdates) {
    updates = madeUpdates;
  }

  @Override
  public void close() {
    averages.close();
  }
}
