package ai.vugen.examples.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar that appears with the first step, on a terminal only, and leaves no trace. The
 * script {@code run} says whether there is a terminal, by the system property {@code
 * vugen.terminal}.
 */
final class TerminalBar implements AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  private final boolean terminal = Boolean.getBoolean("vugen.terminal");
  private final String task;
  private final @Nullable LongFunction<Optional<Duration>> timeLeft;
  private @Nullable ProgressBar bar;

  /** A bar that tells the time that is left by the time that the steps took so far. */
  TerminalBar(String task) {
    this(task, null);
  }

  /**
   * A bar with its own idea of the time that is left.
   *
   * @param timeLeft gets the number of steps that are left
   */
  TerminalBar(String task, @Nullable LongFunction<Optional<Duration>> timeLeft) {
    this.task = task;
    this.timeLeft = timeLeft;
  }

  /** Returns whether it is there already. */
  boolean isShown() {
    return bar != null;
  }

  /** Moves to a step; {@code message} stands at the end of the line. */
  void stepTo(long done, long all, String message) {
    if (terminal) {
      ProgressBar shown = bar == null ? show(all) : bar;
      shown.stepTo(done);
      shown.setExtraMessage(message);
    }
  }

  private ProgressBar show(long all) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setInitialMax(all)
            .clearDisplayOnFinish();
    LongFunction<Optional<Duration>> left = timeLeft;
    if (left != null) {
      builder.setEtaFunction(state -> left.apply(state.getMax() - state.getCurrent()));
    }
    ProgressBar shown = builder.build();
    bar = shown;
    return shown;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
