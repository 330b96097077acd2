package ai.vugen.examples.cli;

import ai.vugen.evaluation.folders.FolderListener;
import ai.vugen.evaluation.folders.PictureFolder;

/** Shows how many pictures of a folder have their features. */
final class FolderBar implements FolderListener, AutoCloseable {
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
