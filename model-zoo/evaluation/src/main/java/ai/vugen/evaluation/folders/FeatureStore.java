package ai.vugen.evaluation.folders;

import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.VuGenException;
import ai.vugen.evaluation.features.FeatureExtractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file of the features of pictures, by the hash of the picture's file: a safetensors file with
 * {@code features [pictures, features]}. What another extractor made is forgotten.
 */
final class FeatureStore {
  private static final String FEATURES = "features";
  private static final String EXTRACTOR = "extractor";
  private static final String SHA256 = "extractor_sha256";
  private static final String PICTURES = "pictures_sha256";

  private final Path file;
  private final FeatureExtractor extractor;
  private final Map<String, float[]> rows = new LinkedHashMap<>();
  private boolean changed;

  /**
   * Reads what is there already.
   *
   * @param file need not exist
   */
  FeatureStore(Path file, FeatureExtractor extractor) {
    this.file = file;
    this.extractor = extractor;
    if (Files.isRegularFile(file)) {
      try {
        read(SafetensorsFile.open(file));
      } catch (VuGenException e) {
        rows.clear(); // damaged or of another origin: computed again
      }
    }
  }

  private void read(SafetensorsFile kept) {
    Map<String, String> metadata = kept.metadata();
    if (!extractor.name().equals(metadata.get(EXTRACTOR))
        || !extractor.sha256().equals(metadata.get(SHA256))) {
      return;
    }
    String[] pictures = metadata.getOrDefault(PICTURES, "").split(" ");
    float[] values = kept.floats(FEATURES);
    int length = values.length / pictures.length;
    for (int i = 0; i < pictures.length; i++) {
      rows.put(pictures[i], Arrays.copyOfRange(values, i * length, (i + 1) * length));
    }
  }

  /** Returns the features of a picture; null if they are not known. */
  float @Nullable [] get(String picture) {
    return rows.get(picture);
  }

  void put(String picture, float[] features) {
    rows.put(picture, features);
    changed = true;
  }

  /**
   * Writes what is not on the disk yet, complete or not at all.
   *
   * @throws VuGenException if the disk refuses
   */
  void save() {
    if (!changed) {
      return;
    }
    int length = rows.values().iterator().next().length;
    float[] values = new float[Math.multiplyExact(rows.size(), length)];
    int row = 0;
    for (float[] features : rows.values()) {
      System.arraycopy(features, 0, values, row++ * length, length);
    }
    new SafetensorsWriter()
        .metadata(EXTRACTOR, extractor.name())
        .metadata(SHA256, extractor.sha256())
        .metadata(PICTURES, String.join(" ", rows.keySet()))
        .add(FEATURES, new long[] {rows.size(), length}, values)
        .write(file);
    changed = false;
  }
}
