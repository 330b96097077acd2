package ai.vugen.evaluation.sweep;

/**
 * Follows a run, on its thread. What it throws ends the run and reaches the caller unchanged; the
 * points that are complete stay and are found by the next run.
 */
@FunctionalInterface
public interface SweepListener {
  /** Called after each image. */
  void onProgress(SweepProgress progress);
}
