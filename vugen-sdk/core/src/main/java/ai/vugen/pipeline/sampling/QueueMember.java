package ai.vugen.pipeline.sampling;

import ai.vugen.flow.Branches;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.runtime.RunControl;
import org.jspecify.annotations.Nullable;

/**
 * Images of one request that are being sampled, as a solver sees them: the tower's velocities with
 * and without the prompt, computed by the {@link SamplingQueue} together with those of others. One
 * thread at a time; it leaves the queue when closed.
 */
public final class QueueMember implements Branches, AutoCloseable {
  /**
   * Prefixes are padded to a multiple of this. So nearly all prompts can share a batch, and a row's
   * sums have the same order, and its bits are the same, whatever the length of the others.
   */
  private static final int PADDING = 16;

  private final SamplingQueue queue;
  private final long number;
  private final KeyValues prompt;
  private final @Nullable KeyValues empty;
  private final int images;
  private final RunControl control;
  private final int prefixLength;

  /** Whether the last batch left without this one, so that the next does not wait for it. */
  private boolean late;

  QueueMember(
      SamplingQueue queue,
      long number,
      KeyValues prompt,
      @Nullable KeyValues empty,
      int images,
      RunControl control) {
    this.queue = queue;
    this.number = number;
    this.prompt = prompt;
    this.empty = empty;
    this.images = images;
    this.control = control;
    int longest = Math.max(prompt.tokens(), empty == null ? 0 : empty.tokens());
    this.prefixLength = (longest + PADDING - 1) / PADDING * PADDING;
  }

  /** Which one this is, in the order of joining. */
  long number() {
    return number;
  }

  int images() {
    return images;
  }

  RunControl control() {
    return control;
  }

  int prefixLength() {
    return prefixLength;
  }

  boolean isLate() {
    return late;
  }

  void markLate(boolean value) {
    late = value;
  }

  /** Keys and values of a branch: 0 under the prompt, 1 without it. */
  KeyValues prefix(int branch) {
    KeyValues chosen = branch == 0 ? prompt : empty;
    if (chosen == null) {
      throw new IllegalStateException("these images have no branch without the prompt");
    }
    return chosen;
  }

  @Override
  public void conditional(double[] z, double t, double[] conditional) {
    float[] velocities = compute(z, t, false);
    widen(velocities, 0, conditional);
  }

  @Override
  public void both(double[] z, double t, double[] conditional, double[] unconditional) {
    float[] velocities = compute(z, t, true);
    widen(velocities, 0, conditional);
    widen(velocities, z.length, unconditional);
  }

  private float[] compute(double[] z, double t, boolean guided) {
    float[] latents = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      latents[i] = (float) z[i];
    }
    PendingStep step = new PendingStep(this, latents, (float) t, guided);
    queue.compute(step);
    return step.velocities();
  }

  private static void widen(float[] from, int begin, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[begin + i];
    }
  }

  @Override
  public void close() {
    queue.leave(this);
  }
}
