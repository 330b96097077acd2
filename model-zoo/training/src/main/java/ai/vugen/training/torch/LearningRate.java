package ai.vugen.training.torch;

/**
 * A learning rate that rises linearly to its peak, then falls along half a cosine.
 *
 * @param peak the highest rate
 * @param warmUp steps of the rise
 * @param total steps of the whole training; the rate stays at its last value after them
 * @param finalShare the last rate as a share of the peak
 */
public record LearningRate(double peak, long warmUp, long total, double finalShare) {
  /** Returns the rate of a step, the first of which is 0. */
  public double at(long step) {
    if (step < warmUp) {
      return peak * (step + 1) / warmUp;
    }
    double progress = Math.min(1, (double) (step - warmUp) / Math.max(1, total - warmUp));
    return peak * (finalShare + (1 - finalShare) * 0.5 * (1 + Math.cos(Math.PI * progress)));
  }
}
