package ai.vugen.evaluation.folders;

/** Told while the features of folders are computed, on the thread that computes them. */
@FunctionalInterface
public interface FolderListener {
  /**
   * A picture has its features.
   *
   * @param folder the folder
   * @param done pictures of it that have theirs
   */
  void onPicture(PictureFolder folder, int done);
}
