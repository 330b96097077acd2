package ai.vugen;

/**
 * Follows a request, on the thread that computes it. What it throws ends the request and reaches
 * the caller unchanged.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Called after each step. */
  void onProgress(Progress progress);
}
