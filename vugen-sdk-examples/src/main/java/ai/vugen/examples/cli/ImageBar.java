package ai.vugen.examples.cli;

import ai.vugen.evaluation.geneval.GenEvalRun;
import java.time.Duration;
import java.util.Optional;

/**
 * Shows how many images of an evaluation are judged. The time that is left is told by the images
 * that were drawn: those found in the folder take none.
 */
final class ImageBar implements GenEvalRun.Listener, AutoCloseable {
  private final TerminalBar bar = new TerminalBar("Evaluating", this::timeLeft);
  private long last = System.nanoTime();
  private long drawingNanos;
  private int drawn;
  private int correct;

  /** Mean time of a drawn image, 0 before the first; read by the thread that shows the bar. */
  private volatile long nanosAnImage;

  @Override
  public void onProgress(GenEvalRun.Progress progress) {
    long now = System.nanoTime();
    if (progress.origin() == GenEvalRun.Origin.DRAWN) {
      drawn++;
      drawingNanos += now - last;
      nanosAnImage = drawingNanos / drawn;
    }
    last = now;
    correct += progress.verdict().correct() ? 1 : 0;
    bar.stepTo(progress.done(), progress.images(), " " + correct + " correct");
  }

  private Optional<Duration> timeLeft(long images) {
    long each = nanosAnImage;
    return each == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(each * images));
  }

  @Override
  public void close() {
    bar.close();
  }
}
