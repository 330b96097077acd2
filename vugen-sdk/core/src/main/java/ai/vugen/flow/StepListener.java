package ai.vugen.flow;

/**
 * Follows a run step by step. An exception thrown by either method ends the run there and reaches
 * the caller of the solver unchanged: throwing from {@link #beforeStep} is how a run is cancelled.
 */
@FunctionalInterface
public interface StepListener {
  /** Does nothing. */
  StepListener NONE = state -> {};

  /**
   * Called before the velocities of a step are asked for.
   *
   * @param step the step about to start, counted from 0
   * @param steps number of steps of the run
   */
  default void beforeStep(int step, int steps) {}

  /**
   * Called after a step.
   *
   * @param state the run's own state, to be read during this call only
   */
  void afterStep(FlowState state);
}
