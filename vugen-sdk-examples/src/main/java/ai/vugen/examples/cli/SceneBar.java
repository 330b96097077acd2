package ai.vugen.examples.cli;

import ai.vugen.evaluation.scenes.SceneListener;
import ai.vugen.evaluation.scenes.SceneProgress;

/** Shows how many scenes of a benchmark are done. */
final class SceneBar implements SceneListener, AutoCloseable {
  private final TerminalBar bar = new TerminalBar("Evaluating");

  @Override
  public void onScene(SceneProgress progress) {
    bar.stepTo(progress.done(), progress.scenes(), "");
  }

  @Override
  public void close() {
    bar.close();
  }
}
