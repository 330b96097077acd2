package ai.vugen.examples.cli;

import ai.vugen.evaluation.geneval.GenEvalListener;
import ai.vugen.evaluation.geneval.GenEvalProgress;
import ai.vugen.evaluation.geneval.ImageOrigin;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar over the images of an evaluation, shown on a terminal only; see {@link StepBar}.
 * The time that is left is told by the images that were drawn: those found in the folder take none.
 */
final class ImageBar implements GenEvalListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  private final boolean terminal = Boolean.getBoolean("vugen.terminal");
  private @Nullable ProgressBar bar;
  private long last = System.nanoTime();
  private long drawingNanos;
  private int drawn;
  private int correct;

  /** Mean time of a drawn image, 0 before the first; read by the thread that shows the bar. */
  private volatile long nanosAnImage;

  @Override
  public void onProgress(GenEvalProgress progress) {
    long now = System.nanoTime();
    if (progress.origin() == ImageOrigin.DRAWN) {
      drawn++;
      drawingNanos += now - last;
      nanosAnImage = drawingNanos / drawn;
    }
    last = now;
    correct += progress.verdict().correct() ? 1 : 0;
    if (terminal) {
      ProgressBar shown = bar == null ? show(progress) : bar;
      shown.stepTo(progress.done());
      shown.setExtraMessage(" " + correct + " correct");
    }
  }

  private ProgressBar show(GenEvalProgress progress) {
    ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName("Evaluating")
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setInitialMax(progress.images())
            .setEtaFunction(this::timeLeft)
            .clearDisplayOnFinish()
            .build();
    bar = shown;
    return shown;
  }

  private Optional<Duration> timeLeft(ProgressState state) {
    long each = nanosAnImage;
    long left = state.getMax() - state.getCurrent();
    return each == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(each * left));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
