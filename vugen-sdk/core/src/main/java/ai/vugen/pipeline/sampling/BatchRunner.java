package ai.vugen.pipeline.sampling;

import ai.vugen.runtime.RunControl;

/** What computes the batches of a {@link SamplingQueue}, one at a time. */
interface BatchRunner extends AutoCloseable {
  /**
   * Writes the velocities of every step of a batch.
   *
   * @throws ai.vugen.error.VuGenException if it cannot; then nothing of the batch counts
   */
  void run(StepBatch batch, RunControl control);

  /** Frees what was kept for the next batch; another batch may follow. */
  @Override
  void close();
}
