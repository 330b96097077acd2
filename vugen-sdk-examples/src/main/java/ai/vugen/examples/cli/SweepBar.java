package ai.vugen.examples.cli;

import ai.vugen.evaluation.sweep.SweepListener;
import ai.vugen.evaluation.sweep.SweepProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar over the evaluations of the model in a sweep, shown on a terminal only; see {@link
 * StepBar}.
 */
final class SweepBar implements SweepListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  private final boolean terminal = Boolean.getBoolean("vugen.terminal");
  private @Nullable ProgressBar bar;

  @Override
  public void onProgress(SweepProgress progress) {
    if (!terminal) {
      return;
    }
    ProgressBar shown = bar == null ? show(progress.work()) : bar;
    shown.stepTo(progress.done());
    shown.setExtraMessage(
        " %s: %d/%d images"
            .formatted(progress.point().name(), progress.image(), progress.images()));
  }

  private ProgressBar show(long work) {
    ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName("Sweeping")
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setInitialMax(work)
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
