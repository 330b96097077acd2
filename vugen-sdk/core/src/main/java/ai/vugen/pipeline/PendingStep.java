package ai.vugen.pipeline;

import ai.vugen.error.RuntimeFailureException;
import org.jspecify.annotations.Nullable;

/**
 * The velocities that some images of one request need next: what a {@link SamplingQueue} computes.
 * Its fields are guarded by the queue, its arrays belong to the run while it is under way.
 */
final class PendingStep {
  private final QueueMember member;
  private final float[] latents;
  private final float time;
  private final boolean guided;
  private final float[] velocities;
  private @Nullable Throwable failure;
  private boolean done;

  /**
   * @param latents standardised, {@code [images, size of a latent]}
   * @param time from 0 (noise) to 1 (data)
   * @param guided whether the velocities without the prompt are needed, too
   */
  PendingStep(QueueMember member, float[] latents, float time, boolean guided) {
    this.member = member;
    this.latents = latents;
    this.time = time;
    this.guided = guided;
    this.velocities = new float[guided ? 2 * latents.length : latents.length];
  }

  QueueMember member() {
    return member;
  }

  float[] latents() {
    return latents;
  }

  float time() {
    return time;
  }

  boolean isGuided() {
    return guided;
  }

  /** Rows of the tower's batch: one an image and branch. */
  int rows() {
    return guided ? 2 * member.images() : member.images();
  }

  /** Under the prompt, then without it where guided: {@code [branches, images, size]}. */
  float[] velocities() {
    return velocities;
  }

  boolean isDone() {
    return done;
  }

  void finish() {
    done = true;
  }

  void fail(Throwable reason) {
    failure = reason;
    done = true;
  }

  /**
   * Returns quietly if the velocities were computed.
   *
   * @param isOwn whether this thread ran the batch, so that the failure is its own
   */
  void check(boolean isOwn) {
    if (failure == null) {
      return;
    }
    if (isOwn && failure instanceof RuntimeException e) {
      throw e;
    }
    if (isOwn && failure instanceof Error e) {
      throw e;
    }
    throw new RuntimeFailureException(
        "The step that was computed together with this one failed: " + failure.getMessage(),
        failure);
  }
}
