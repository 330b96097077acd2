package ai.vugen.pipeline.sampling;

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
  private boolean alone;
  private boolean abandoned;
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

  /** Whether it shares no batch any more, because one that it was in failed. */
  boolean isAlone() {
    return alone;
  }

  void leaveCompany() {
    alone = true;
  }

  /** Whether nobody waits for it any more. */
  boolean isAbandoned() {
    return abandoned;
  }

  void abandon() {
    abandoned = true;
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
