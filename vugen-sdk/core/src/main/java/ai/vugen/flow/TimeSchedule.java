package ai.vugen.flow;

/**
 * The times a solver visits, from pure noise to data: {@code steps} intervals between {@code steps
 * + 1} times.
 */
public sealed interface TimeSchedule permits TowerSchedule, DecoderSchedule {
  /** Returns the number of intervals, at least 1. */
  int steps();

  /**
   * Returns time {@code i} in [0, 1]; 0 is pure noise and {@link #steps()} is data, both exactly.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= i <= steps}
   */
  double time(int i);

  /** Returns the path whose time this schedule counts. */
  RectifiedFlow flow();
}
