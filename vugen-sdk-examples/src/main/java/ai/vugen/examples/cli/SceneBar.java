package ai.vugen.examples.cli;

import ai.vugen.evaluation.scenes.SceneListener;
import ai.vugen.evaluation.scenes.SceneProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar over the scenes of a benchmark with the time that is left, shown on a terminal
 * only; see {@link StepBar}.
 */
final class SceneBar implements SceneListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  private final boolean terminal = Boolean.getBoolean("vugen.terminal");
  private @Nullable ProgressBar bar;

  @Override
  public void onScene(SceneProgress progress) {
    if (terminal) {
      ProgressBar shown = bar == null ? show(progress) : bar;
      shown.stepTo(progress.done());
    }
  }

  private ProgressBar show(SceneProgress progress) {
    ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName("Evaluating")
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setInitialMax(progress.scenes())
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
