package ai.vugen.examples.cli;

import ai.vugen.evaluation.sweep.SweepRun;

/** Shows how far a sweep is, by the evaluations of the model. */
final class SweepBar implements SweepRun.Listener, AutoCloseable {
  private final TerminalBar bar = new TerminalBar("Sweeping");

  @Override
  public void onProgress(SweepRun.Progress progress) {
    String images =
        " %s: %d/%d images".formatted(progress.point().name(), progress.image(), progress.images());
    bar.stepTo(progress.done(), progress.work(), images);
  }

  @Override
  public void close() {
    bar.close();
  }
}
