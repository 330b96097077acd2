package ai.vugen.flow;

import ai.vugen.error.Arguments;
import java.util.Objects;

/**
 * The generation tower's times, rising from 0 (noise) to 1 (data): {@code t_i = s(i / steps)} with
 * the shift {@code s(t) = t / (t + alpha (1 - t))}.
 *
 * <p>A shift above 1 spends more steps near the noise, as latents of many dimensions need; 1 is the
 * even grid. Source: the resolution-dependent shift of Stable Diffusion 3 (Esser et al. 2024,
 * section 5.3.2) in the form that RAE (Zheng et al. 2025) gives for any token width, written for t
 * = 1 at the data.
 *
 * @param steps number of intervals, at least 1
 * @param alpha shift, finite and above 0
 */
public record TowerSchedule(int steps, double alpha) implements TimeSchedule {
  private static final double UNSHIFTED_SIZE = 4096;

  /**
   * @throws ai.vugen.error.InvalidRequestException if {@code steps} or {@code alpha} is out of
   *     range
   */
  public TowerSchedule {
    Arguments.require(steps >= 1, "steps", steps, "at least 1 solver interval");
    checkShift(alpha);
  }

  /** Returns the schedule without a shift: {@code t_i = i / steps}. */
  public static TowerSchedule even(int steps) {
    return new TowerSchedule(steps, 1);
  }

  /** Returns the schedule with the shift that latents of this size call for. */
  public static TowerSchedule forLatent(int steps, int tokens, int channels) {
    return new TowerSchedule(steps, defaultShift(tokens, channels));
  }

  /**
   * Returns the default shift {@code sqrt(tokens channels / 4096)} of a latent {@code [tokens,
   * channels]}.
   */
  public static double defaultShift(int tokens, int channels) {
    Arguments.require(tokens >= 1, "tokens", tokens, "at least 1");
    Arguments.require(channels >= 1, "channels", channels, "at least 1");
    return Math.sqrt((double) tokens * channels / UNSHIFTED_SIZE);
  }

  /** Returns {@code s(t)} for one {@code t} in [0, 1], as for times drawn in training. */
  public static double shift(double t, double alpha) {
    Arguments.require(t >= 0 && t <= 1, "time", t, "a number in [0, 1]");
    checkShift(alpha);
    return shifted(t, alpha);
  }

  @Override
  public double time(int i) {
    Objects.checkIndex(i, steps + 1L);
    return shifted((double) i / steps, alpha);
  }

  @Override
  public RectifiedFlow flow() {
    return RectifiedFlow.TOWER;
  }

  private static double shifted(double t, double alpha) {
    return t / (t + alpha * (1 - t));
  }

  private static void checkShift(double alpha) {
    Arguments.require(
        alpha > 0 && alpha < Double.POSITIVE_INFINITY,
        "time shift (alpha)",
        alpha,
        "a finite number above 0; 1 switches the shift off");
  }
}
