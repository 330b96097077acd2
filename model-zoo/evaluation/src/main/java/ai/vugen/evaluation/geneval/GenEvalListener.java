package ai.vugen.evaluation.geneval;

/**
 * Follows a run, on its thread. What it throws ends the run and reaches the caller unchanged; the
 * images drawn so far stay and are found by the next run.
 */
@FunctionalInterface
public interface GenEvalListener {
  /** Called after each image. */
  void onProgress(GenEvalProgress progress);
}
