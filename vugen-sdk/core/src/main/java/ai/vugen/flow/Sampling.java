package ai.vugen.flow;

import ai.vugen.error.InvalidRequestException;
import java.util.OptionalDouble;

/**
 * How noise becomes a latent. Defaults: 25 Euler steps, the model's own time shift, classifier-free
 * guidance of 5 at all times.
 *
 * @param steps solver intervals, at least 1
 * @param solver the one-step method
 * @param shift shift of the times, finite and above 0, 1 for none; empty for the model's own,
 *     {@code sqrt(tokens channels / 4096)} of its latents
 * @param guidance how the velocities with and without the prompt are combined
 * @param interval times at which guidance acts
 */
public record Sampling(
    int steps, Solver solver, OptionalDouble shift, Guidance guidance, GuidanceInterval interval) {
  /** 25 Euler steps, the model's time shift, classifier-free guidance of 5 at all times. */
  public static final Sampling DEFAULT =
      new Sampling(
          25,
          Solver.EULER,
          OptionalDouble.empty(),
          Guidance.classifierFree(5),
          GuidanceInterval.ALWAYS);

  /**
   * Checks the values.
   *
   * @throws InvalidRequestException if one is null or out of range
   */
  public Sampling {
    InvalidRequestException.notNull(solver, "solver");
    InvalidRequestException.notNull(shift, "shift");
    InvalidRequestException.notNull(guidance, "guidance");
    InvalidRequestException.notNull(interval, "interval");
    new TowerSchedule(steps, shift.orElse(1));
  }

  /** Returns the schedule for a latent {@code [tokens, channels]}. */
  public TowerSchedule schedule(int tokens, int channels) {
    return new TowerSchedule(
        steps, shift.orElseGet(() -> TowerSchedule.defaultShift(tokens, channels)));
  }

  /**
   * Returns the same guidance in a third of the time: 8 Euler steps, evenly spaced, of which the 6
   * that start before t = 0.7 are guided; 14 runs of the tower instead of 50. Composition and
   * colours are those of the defaults, fine detail may differ. Chosen by eye on nano.
   */
  public Sampling fewSteps() {
    return new Sampling(
        8, Solver.EULER, OptionalDouble.of(1), guidance, new GuidanceInterval(0, 0.7));
  }

  /** Returns the same with another number of steps. */
  public Sampling withSteps(int steps) {
    return new Sampling(steps, solver, shift, guidance, interval);
  }

  /** Returns the same with another solver. */
  public Sampling withSolver(Solver solver) {
    return new Sampling(steps, solver, shift, guidance, interval);
  }

  /** Returns the same with a shift of its own; 1 for none. */
  public Sampling withShift(double shift) {
    return new Sampling(steps, solver, OptionalDouble.of(shift), guidance, interval);
  }

  /** Returns the same with another guidance. */
  public Sampling withGuidance(Guidance guidance) {
    return new Sampling(steps, solver, shift, guidance, interval);
  }

  /** Returns the same with guidance at other times. */
  public Sampling withInterval(GuidanceInterval interval) {
    return new Sampling(steps, solver, shift, guidance, interval);
  }
}
