package ai.vugen.evaluation.report;

import ai.vugen.error.VuGenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Text files, UTF-8, that appear complete or not at all. */
public final class TextFile {
  private TextFile() {}

  /**
   * Writes a file, first under a temporary name beside it; replaces an older one.
   *
   * @throws VuGenException if the disk refuses
   */
  public static void write(Path file, String text) {
    Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try {
        Files.writeString(part, text, StandardOpenOption.CREATE_NEW);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new VuGenException(file + " cannot be written: " + e + ".", e);
    }
  }
}
