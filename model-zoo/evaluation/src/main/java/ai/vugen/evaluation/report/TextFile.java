package ai.vugen.evaluation.report;

import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/** Text files, UTF-8, that appear complete or not at all. */
public final class TextFile {
  private TextFile() {}

  /**
   * Writes a file; replaces an older one.
   *
   * @throws VuGenException if the disk refuses
   */
  public static void write(Path file, String text) {
    try {
      AtomicFile.of(file).write(text);
    } catch (IOException e) {
      throw new VuGenException(file + " cannot be written: " + e + ".", e);
    }
  }
}
