package ai.vugen.examples.cli;

import ai.vugen.Progress;
import ai.vugen.ProgressListener;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar over the steps of a request: shown on a terminal, and only for work that takes
 * longer than a moment. The script {@code run} says whether there is a terminal, by the system
 * property {@code vugen.terminal}.
 */
final class StepBar implements ProgressListener, AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(700);
  private static final int REFRESH_MILLIS = 100;

  private final boolean terminal = Boolean.getBoolean("vugen.terminal");
  private @Nullable ProgressBar bar;

  @Override
  public void onProgress(Progress progress) {
    if (!terminal || (bar == null && progress.elapsed().compareTo(MOMENT) < 0)) {
      return;
    }
    ProgressBar shown = bar == null ? show(progress) : bar;
    boolean sampling = progress.stage() == Progress.Stage.SAMPLING;
    int before = progress.image() * progress.steps();
    shown.stepTo(sampling ? before + progress.step() : shown.getMax());
    shown.setExtraMessage(sampling ? " sampling" : " decoding");
  }

  private ProgressBar show(Progress progress) {
    ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName("Drawing")
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setInitialMax((long) progress.images() * progress.steps())
            .clearDisplayOnFinish()
            .build();
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
