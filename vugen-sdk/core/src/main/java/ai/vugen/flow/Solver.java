package ai.vugen.flow;

import ai.vugen.error.ModelException;

/**
 * A one-step method for {@code dz/dt = v(z, t)} along a {@link TimeSchedule}.
 *
 * <p>With {@code h} the length of an interval from {@code t} to {@code t'}, each method moves
 * {@code z} by {@code h} times its own mean of the velocity over the interval. No memory is
 * allocated while stepping.
 */
public enum Solver {
  /** First order, one evaluation a step: {@code v(z, t)}. */
  EULER(1) {
    @Override
    void slope(Velocity velocity, FlowState state, double t, double next) {
      velocity.at(state.z, t, state.slope);
    }
  },

  /**
   * Second order, two evaluations a step: {@code v(z + h/2 k, (t + t')/2)} with {@code k = v(z,
   * t)}. The middle is that of the scheduled times, not of the even grid under them.
   */
  MIDPOINT(2) {
    @Override
    void slope(Velocity velocity, FlowState state, double t, double next) {
      velocity.at(state.z, t, state.slope);
      move(state.z, Math.abs(next - t) / 2, state.slope, state.trial);
      velocity.at(state.trial, (t + next) / 2, state.slope);
    }
  },

  /**
   * Second order, two evaluations a step: {@code (k + v(z + h k, t')) / 2} with {@code k = v(z,
   * t)}; the last step is corrected like every other.
   */
  HEUN(2) {
    @Override
    void slope(Velocity velocity, FlowState state, double t, double next) {
      velocity.at(state.z, t, state.slope);
      move(state.z, Math.abs(next - t), state.slope, state.trial);
      velocity.at(state.trial, next, state.corrector);
      for (int i = 0; i < state.slope.length; i++) {
        state.slope[i] = (state.slope[i] + state.corrector[i]) / 2;
      }
    }
  };

  private final int evaluationsPerStep;

  Solver(int evaluationsPerStep) {
    this.evaluationsPerStep = evaluationsPerStep;
  }

  /** Returns how often a step asks for the velocity. */
  public int evaluationsPerStep() {
    return evaluationsPerStep;
  }

  /**
   * Moves {@code state} from noise to data over all intervals of {@code schedule}.
   *
   * @param state holds the noise in {@link FlowState#z()} before, the data after
   * @throws ModelException if a velocity is NaN or infinite
   */
  public void integrate(
      Velocity velocity, TimeSchedule schedule, FlowState state, StepListener listener) {
    state.reached(0, schedule);
    for (int i = 0; i < schedule.steps(); i++) {
      listener.beforeStep(i, schedule.steps());
      velocity.beginStep(i, schedule);
      double t = schedule.time(i);
      double next = schedule.time(i + 1);
      slope(velocity, state, t, next);
      move(state.z, Math.abs(next - t), state.slope, state.z);
      requireFinite(state, i, schedule.steps(), t);
      state.reached(i + 1, schedule);
      listener.afterStep(state);
    }
  }

  /** Writes the mean velocity from {@code t} to {@code next} to {@code state.slope}. */
  abstract void slope(Velocity velocity, FlowState state, double t, double next);

  private static void move(double[] from, double h, double[] v, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + h * v[i];
    }
  }

  private static void requireFinite(FlowState state, int step, int steps, double t) {
    for (double value : state.z) {
      if (!Double.isFinite(value)) {
        throw new ModelException(
            ("sampling reached %s in step %d of %d (t = %s); check the model's weights for NaN and"
                    + " infinities, or lower the guidance scale")
                .formatted(value, step + 1, steps, t));
      }
    }
  }
}
