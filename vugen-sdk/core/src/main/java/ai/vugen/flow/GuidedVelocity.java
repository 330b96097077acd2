package ai.vugen.flow;

import ai.vugen.error.Arguments;
import java.util.Arrays;

/**
 * The velocity of a batch under {@link Guidance}: asks a network for the branches that a step
 * needs, and combines them sample by sample.
 *
 * <p>Work space is allocated once. One run at a time; a run starts at step 0 and owes nothing to
 * the one before.
 */
public final class GuidedVelocity implements Velocity {
  private enum Mode {
    ZERO,
    CONDITIONAL,
    GUIDED
  }

  private final Branches branches;
  private final Guidance guidance;
  private final GuidanceInterval interval;
  private final int sampleSize;
  private final double[] conditional; // [samples, sampleSize], as the next two
  private final double[] unconditional;
  private final double[] memory;
  private Mode mode = Mode.GUIDED;

  /**
   * Creates the velocity of a state {@code [samples, sampleSize]}.
   *
   * @throws IllegalArgumentException if {@code samples} or {@code sampleSize} is below 1
   */
  public GuidedVelocity(
      Branches branches,
      Guidance guidance,
      GuidanceInterval interval,
      int samples,
      int sampleSize) {
    if (samples < 1 || sampleSize < 1) {
      throw new IllegalArgumentException(
          "state [" + samples + ", " + sampleSize + "]; both sides must be at least 1");
    }
    this.branches = branches;
    this.guidance = guidance;
    this.interval = interval;
    this.sampleSize = sampleSize;
    int size = Math.multiplyExact(samples, sampleSize);
    conditional = new double[size];
    unconditional = new double[size];
    memory = new double[size];
  }

  /**
   * Chooses how the step is evaluated.
   *
   * @throws ai.vugen.error.InvalidRequestException if the guidance leaves no step that moves
   */
  @Override
  public void beginStep(int step, TimeSchedule schedule) {
    if (step == 0) {
      Arguments.require(
          guidance.zeroSteps() < schedule.steps(),
          "zero-init steps",
          guidance.zeroSteps(),
          "fewer than the " + schedule.steps() + " steps of the run");
      Arrays.fill(memory, 0);
    }
    if (step < guidance.zeroSteps()) {
      mode = Mode.ZERO;
    } else if (guidance.scale() == 1 || !interval.contains(schedule.time(step))) {
      mode = Mode.CONDITIONAL;
    } else {
      mode = Mode.GUIDED;
    }
  }

  @Override
  public void at(double[] z, double t, double[] v) {
    if (z.length != memory.length) {
      throw new IllegalArgumentException(
          "state of " + z.length + " values; this velocity is for " + memory.length);
    }
    switch (mode) {
      case ZERO -> Arrays.fill(v, 0);
      case CONDITIONAL -> branches.conditional(z, t, v);
      case GUIDED -> {
        branches.both(z, t, conditional, unconditional);
        for (int from = 0; from < z.length; from += sampleSize) {
          guidance.combine(conditional, unconditional, memory, v, from, from + sampleSize);
        }
      }
    }
  }
}
