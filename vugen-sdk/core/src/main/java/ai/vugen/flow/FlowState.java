package ai.vugen.flow;

/**
 * The moving point of a run and the work space of its solver, allocated once and usable for many
 * runs, one at a time.
 *
 * <p>The values may hold a whole batch in any layout; a solver treats every element alike. They are
 * doubles so that the sum over many small steps adds no rounding of its own to the networks' float
 * velocities.
 */
public final class FlowState {
  final double[] z;
  final double[] slope;
  final double[] trial;
  final double[] corrector;
  private int stepsDone;
  private int steps;
  private double time;
  private double timeLeft;

  /** Creates a state of {@code size} zeros. */
  public FlowState(int size) {
    z = new double[size];
    slope = new double[size];
    trial = new double[size];
    corrector = new double[size];
  }

  /**
   * Returns the values themselves, not a copy: noise is written here before a run and the result is
   * read here after it.
   */
  public double[] z() {
    return z;
  }

  /** Returns the number of finished steps. */
  public int stepsDone() {
    return stepsDone;
  }

  /** Returns the number of steps of the run. */
  public int steps() {
    return steps;
  }

  /** Returns the time that {@link #z()} has reached, in the schedule's convention. */
  public double time() {
    return time;
  }

  /**
   * Returns where one element would end if the last step's velocity stayed: the clean estimate that
   * previews show. After the last step it is the result itself.
   */
  public double cleanEstimate(int element) {
    return z[element] + timeLeft * slope[element];
  }

  void reached(int index, TimeSchedule schedule) {
    stepsDone = index;
    steps = schedule.steps();
    time = schedule.time(index);
    timeLeft = schedule.flow().noiseWeight(time);
  }
}
