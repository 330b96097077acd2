package ai.vugen.evaluation.folders;

import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.file.Sha256;
import ai.vugen.image.PixelsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the features of folders of pictures. They are kept in a file, written every half minute
 * and at the end, so that an interrupted run goes on; the same picture is computed once. For one
 * thread.
 */
public final class FolderFeatures {
  private static final long SAVING_NANOS = Duration.ofSeconds(30).toNanos();

  private final FeatureExtractor extractor;
  private final FeatureStore store;
  private final Listener listener;

  /**
   * Features by an extractor.
   *
   * @param out the folder of results, which is made
   * @param file the name of the file in it
   * @throws InvalidRequestException if there can be no such folder
   */
  public FolderFeatures(FeatureExtractor extractor, Path out, String file, Listener listener) {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "The folder %s cannot be made (%s); expected a folder for results, new or not. Give another one."
              .formatted(out, e),
          e);
    }
    this.extractor = extractor;
    this.listener = listener;
    store = new FeatureStore(out.resolve(file), extractor);
  }

  /** Returns the extractor. */
  FeatureExtractor extractor() {
    return extractor;
  }

  /**
   * Returns the features of a folder's pictures, in their order, {@code [pictures, features]}.
   *
   * @throws InvalidImageException if a file is no picture; what is done is kept
   * @throws ai.vugen.error.VuGenException as the extractor, or if the disk refuses
   */
  public FeatureMatrix of(PictureFolder folder) {
    List<float[]> rows = new ArrayList<>();
    long saved = System.nanoTime();
    try {
      for (Path picture : folder.pictures()) {
        rows.add(features(folder.file(picture), rows));
        listener.onPicture(folder, rows.size());
        if (System.nanoTime() - saved > SAVING_NANOS) {
          store.save();
          saved = System.nanoTime();
        }
      }
    } finally {
      store.save();
    }
    return FeatureMatrix.ofRows(rows);
  }

  private float[] features(Path picture, List<float[]> before) {
    try {
      String hash = Sha256.of(picture);
      float[] known = store.get(hash);
      if (known != null) {
        return known;
      }
      float[] features = extractor.features(PixelsReader.read(picture));
      Arguments.require(
          before.isEmpty() || before.get(0).length == features.length,
          "number of features of " + picture,
          features.length,
          "as many as of the pictures before");
      store.put(hash, features);
      return features;
    } catch (IOException e) {
      throw new InvalidImageException(picture + " cannot be read: " + e + ".", e);
    }
  }

  /** Told while the features of folders are computed, on the thread that computes them. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A picture has its features.
     *
     * @param folder the folder
     * @param done pictures of it that have theirs
     */
    void onPicture(PictureFolder folder, int done);
  }
}
