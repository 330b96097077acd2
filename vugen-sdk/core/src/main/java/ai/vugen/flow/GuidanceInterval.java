package ai.vugen.flow;

import ai.vugen.error.Arguments;

/**
 * The times at which guidance acts: {@code lo <= t <= hi} in the tower's time (0 noise, 1 data),
 * both ends included.
 *
 * <p>The time that counts is the one at which a step starts, and it decides for every evaluation of
 * the step, so a step of a second-order solver never mixes two velocity fields. In particular
 * {@code hi = 1} and {@code hi} = the start of the last step are the same. Outside the interval the
 * conditional velocity is used alone, at half the cost. Source: Kynkäänniemi et al. 2024, "Applying
 * Guidance in a Limited Interval Improves Sample and Distribution Quality in Diffusion Models".
 *
 * @param lo first time, in [0, 1]
 * @param hi last time, in [lo, 1]
 */
public record GuidanceInterval(double lo, double hi) {
  /** Guidance in every step. */
  public static final GuidanceInterval ALWAYS = new GuidanceInterval(0, 1);

  /**
   * @throws ai.vugen.error.InvalidRequestException unless {@code 0 <= lo <= hi <= 1}
   */
  public GuidanceInterval {
    Arguments.require(
        lo >= 0 && lo <= hi && hi <= 1,
        "guidance interval",
        "[" + lo + ", " + hi + "]",
        "0 <= lo <= hi <= 1, where t = 0 is noise and t = 1 is data");
  }

  /** Returns whether a step that starts at {@code t} is guided. */
  public boolean contains(double t) {
    return lo <= t && t <= hi;
  }
}
