package ai.vugen.flow;

import ai.vugen.error.Arguments;
import java.util.Objects;

/**
 * The pixel diffusion decoder's times, falling from 1 (noise) to 0 (data): {@code t_i = (1 - i /
 * steps)^power}.
 *
 * <p>Source: the sampler of SSDD; its power is 2, in its first release's configuration 4.
 *
 * @param steps number of intervals, at least 1; a distilled decoder needs 1
 * @param power exponent, finite and above 0; above 1 the steps grow finer near the data
 */
public record DecoderSchedule(int steps, double power) implements TimeSchedule {
  /**
   * @throws ai.vugen.error.InvalidRequestException if {@code steps} or {@code power} is out of
   *     range
   */
  public DecoderSchedule {
    Arguments.require(steps >= 1, "decoder steps", steps, "at least 1 solver interval");
    Arguments.require(
        power > 0 && power < Double.POSITIVE_INFINITY,
        "decoder schedule power",
        power,
        "a finite number above 0; 1 is the even grid");
  }

  @Override
  public double time(int i) {
    Objects.checkIndex(i, steps + 1L);
    return StrictMath.pow((double) (steps - i) / steps, power);
  }

  @Override
  public RectifiedFlow flow() {
    return RectifiedFlow.DECODER;
  }
}
