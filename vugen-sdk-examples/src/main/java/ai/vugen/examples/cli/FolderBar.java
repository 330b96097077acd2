package ai.vugen.examples.cli;

import ai.vugen.evaluation.folders.FolderFeatures;
import ai.vugen.evaluation.folders.PictureFolder;

/** Shows how many pictures of a folder have their features. */
final class FolderBar implements FolderFeatures.Listener, AutoCloseable {
  private final TerminalBar bar = new TerminalBar("Evaluating");

  @Override
  public void onPicture(PictureFolder folder, int done) {
    bar.stepTo(done, folder.pictures().size(), String.valueOf(folder.root().getFileName()));
  }

  @Override
  public void close() {
    bar.close();
  }
}
