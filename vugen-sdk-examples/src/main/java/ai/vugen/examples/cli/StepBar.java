package ai.vugen.examples.cli;

import ai.vugen.Progress;
import ai.vugen.ProgressListener;
import java.time.Duration;

/** Shows the steps of a request, if it takes longer than a moment. */
final class StepBar implements ProgressListener, AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(700);

  private final TerminalBar bar = new TerminalBar("Drawing");

  @Override
  public void onProgress(Progress progress) {
    if (!bar.isShown() && progress.elapsed().compareTo(MOMENT) < 0) {
      return;
    }
    boolean sampling = progress.stage() == Progress.Stage.SAMPLING;
    long all = (long) progress.images() * progress.steps();
    long done = sampling ? (long) progress.image() * progress.steps() + progress.step() : all;
    bar.stepTo(done, all, sampling ? " sampling" : " decoding");
  }

  @Override
  public void close() {
    bar.close();
  }
}
