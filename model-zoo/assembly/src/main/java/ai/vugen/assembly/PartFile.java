package ai.vugen.assembly;

import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.ModelIntegrityException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained part of a model in a safetensors file. Names may begin with the part's scope, as {@code
 * decoder.conv_in.weight}; then everything else in the file is passed over. Or they all lack it.
 */
final class PartFile {
  private final Path file;
  private final String scope;
  private final Map<String, TensorEntry> entries = new LinkedHashMap<>();

  private PartFile(Path file, String scope) {
    this.file = file;
    this.scope = scope;
  }

  /**
   * Opens a file.
   *
   * @param scope of the part's names in a model
   * @param beside names outside the scope that belong to the part too
   */
  static PartFile open(Path file, String scope, String... beside) {
    SafetensorsFile opened = SafetensorsFile.open(file);
    PartFile part = new PartFile(opened.path(), scope);
    boolean scoped = opened.names().stream().anyMatch(name -> name.startsWith(scope + "."));
    for (TensorEntry entry : opened.entries().values()) {
      String name = entry.name();
      if (name.startsWith(scope + ".") || Arrays.asList(beside).contains(name)) {
        part.entries.put(name, entry);
      } else if (!scoped) {
        part.entries.put(scope + "." + name, entry.as(scope + "." + name, entry.shape()));
      }
    }
    return part;
  }

  Path file() {
    return file;
  }

  /** Returns the weights by their names in a model. */
  Map<String, TensorEntry> entries() {
    return entries;
  }

  boolean has(String name) {
    return entries.containsKey(scope + "." + name);
  }

  /** Returns the number of parts {@code prefix.0.suffix}, {@code prefix.1.suffix}, … */
  int count(String prefix, String suffix) {
    int count = 0;
    while (has(prefix + "." + count + "." + suffix)) {
      count++;
    }
    return count;
  }

  /**
   * Returns the size of a weight along an axis.
   *
   * @param name without the scope
   * @throws ModelIntegrityException if the file has no such weight, or none with this axis
   */
  int size(String name, int axis) {
    TensorEntry entry = entries.get(scope + "." + name);
    if (entry == null || entry.shape().length <= axis) {
      throw fault(
          entry == null
              ? "has no weight " + name
              : "has " + name + " in the shape " + Arrays.toString(entry.shape()));
    }
    return Math.toIntExact(entry.shape()[axis]);
  }

  /** Returns the side of a square. */
  int side(int area, String what) {
    int side = (int) Math.round(Math.sqrt(area));
    if (side < 1 || side * side != area) {
      throw fault("has " + area + " " + what + ", which is no square");
    }
    return side;
  }

  /** Returns the error of a file that is not such a part. */
  ModelIntegrityException fault(String what) {
    return new ModelIntegrityException(
        file + " is not the " + scope + " of a VUGEN model: it " + what + ". Give another file.");
  }
}
