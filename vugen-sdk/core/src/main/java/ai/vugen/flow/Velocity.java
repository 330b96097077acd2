package ai.vugen.flow;

/**
 * The velocity field that a solver follows, pointing from noise to data whichever way time runs
 * (see {@link RectifiedFlow}).
 */
@FunctionalInterface
public interface Velocity {
  /**
   * Writes the velocity at {@code z} and {@code t} to {@code v}.
   *
   * @param z state, any layout; must not be changed
   * @param t time in [0, 1], in the convention of the schedule that is being followed
   * @param v result, of the length of {@code z}; every element is overwritten
   */
  void at(double[] z, double t, double[] v);

  /**
   * Called once before the velocities of step {@code step} are asked for; what has to stay the same
   * throughout a step is decided here.
   *
   * @param step the step about to start, counted from 0
   */
  default void beginStep(int step, TimeSchedule schedule) {}
}
