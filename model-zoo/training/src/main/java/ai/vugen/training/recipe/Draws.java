package ai.vugen.training.recipe;

import java.util.SplittableRandom;

/** The random choices of one training step, the same whenever the step is run. */
final class Draws {
  private final SplittableRandom random;

  /**
   * The draws of a step.
   *
   * @param purpose tells draws of the same step apart
   */
  Draws(long seed, String purpose, long step) {
    random = new SplittableRandom(seed * 1_000_003 + purpose.hashCode() * 8191L + step);
  }

  /** Returns a seed for a tensor of noise. */
  long seed() {
    return random.nextLong() >>> 1;
  }

  /** Returns whether an event of a probability happens. */
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns a time in (0, 1) whose logit is standard normal. */
  float logitNormal() {
    return (float) (1 / (1 + Math.exp(-normal())));
  }

  /** Returns the size of a normal number. */
  float halfNormal(double deviation) {
    return (float) Math.abs(deviation * normal());
  }

  private double normal() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
