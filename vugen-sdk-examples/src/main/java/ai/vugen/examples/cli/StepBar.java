package ai.vugen.examples.cli;

import ai.vugen.Progress;
import ai.vugen.ProgressListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Shows the steps of a request, if it takes longer than a moment. */
final class StepBar implements ProgressListener, AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(700);

  private final TerminalBar bar = new TerminalBar("Drawing");
  private final Map<Integer, Integer> sampled = new HashMap<>(); // steps by image

  @Override
  public void onProgress(Progress progress) {
    boolean sampling = progress.stage() == Progress.Stage.SAMPLING;
    if (sampling) {
      sampled.put(progress.image(), progress.step());
    }
    if (!bar.isShown() && progress.elapsed().compareTo(MOMENT) < 0) {
      return;
    }
    long all = (long) progress.images() * progress.steps();
    long done = sampling ? sampled.values().stream().mapToLong(steps -> steps).sum() : all;
    bar.stepTo(done, all, sampling ? " sampling" : " decoding");
  }

  @Override
  public void close() {
    bar.close();
  }
}
