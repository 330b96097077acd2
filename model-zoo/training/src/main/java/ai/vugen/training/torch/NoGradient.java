package ai.vugen.training.torch;

import org.bytedeco.pytorch.GradMode;

/** A stretch of work on this thread that records no gradients: evaluation and sampling. */
public final class NoGradient implements AutoCloseable {
  private final boolean before = GradMode.is_enabled();

  /** Stops recording on this thread. */
  public NoGradient() {
    GradMode.set_enabled(false);
  }

  @Override
  public void close() {
    GradMode.set_enabled(before);
  }
}
