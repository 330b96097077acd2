package ai.vugen.pipeline.sampling;

import ai.vugen.runtime.RunControl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps of several members of a {@link SamplingQueue} that run as one batch of the tower. They may
 * be at different times and guided or not.
 *
 * @param steps at least one, of one padded length, in the order in which their members joined
 */
record StepBatch(List<Step> steps) {
  /** What computes batches, one at a time. */
  interface Runner extends AutoCloseable {
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

  /**
   * The velocities that a member needs next. The lock of the queue guards what changes; the arrays
   * belong to the run while it is under way.
   */
  static final class Step {
    final SamplingQueue.Member member;
    final float[] latents; // standardised, [images, size of a latent]
    final float time; // from 0 (noise) to 1 (data)
    final int rows; // of the tower's batch: one an image and branch
    final float[] velocities; // [branches, images, size]; the branch under the prompt comes first
    @Nullable Throwable failure;
    boolean isAlone; // a batch that it was in failed: it shares none any more
    boolean isAbandoned; // nobody waits for it any more
    boolean isDone;

    Step(SamplingQueue.Member member, float[] latents, float time, boolean isGuided) {
      int branches = isGuided ? 2 : 1;
      this.member = member;
      this.latents = latents;
      this.time = time;
      this.rows = branches * member.images;
      this.velocities = new float[branches * latents.length];
    }

    /** Returns quietly if the velocities were computed. */
    void check() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
    }
  }

  /**
   * Takes the step that waits longest, and of the others as many as fit beside it, oldest first.
   *
   * @param waiting oldest first, not empty
   * @param limit most images
   */
  static StepBatch of(List<Step> waiting, int limit) {
    Step oldest = waiting.get(0);
    List<Step> taken = new ArrayList<>(List.of(oldest));
    int images = oldest.member.images;
    for (Step step : waiting.subList(1, waiting.size())) {
      boolean shares = !step.isAlone && !oldest.isAlone;
      boolean fits = images + step.member.images <= limit;
      if (shares && fits && step.member.prefixLength == oldest.member.prefixLength) {
        taken.add(step);
        images += step.member.images;
      }
    }
    taken.sort(Comparator.comparingLong(step -> step.member.number));
    return new StepBatch(List.copyOf(taken));
  }

  /** Returns the text tokens of every row, with padding. */
  int prefixLength() {
    return steps.get(0).member.prefixLength;
  }

  /** Returns the images that are computed. */
  int images() {
    return steps.stream().mapToInt(step -> step.member.images).sum();
  }

  /** Returns the rows of the tower's batch. */
  int rows() {
    return steps.stream().mapToInt(step -> step.rows).sum();
  }
}
