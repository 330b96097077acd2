package ai.vugen.examples.cli;

import ai.vugen.evaluation.scenes.HeldOutScenes;

/** Shows how many scenes of a benchmark are done. */
final class SceneBar implements HeldOutScenes.Listener, AutoCloseable {
  private final TerminalBar bar = new TerminalBar("Evaluating");

  @Override
  public void onScene(HeldOutScenes.Progress progress) {
    bar.stepTo(progress.done(), progress.scenes(), "");
  }

  @Override
  public void close() {
    bar.close();
  }
}
