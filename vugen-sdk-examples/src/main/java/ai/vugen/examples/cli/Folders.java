package ai.vugen.examples.cli;

import ai.vugen.error.VuGenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Folders that results are written to. */
final class Folders {
  private Folders() {}

  /** Makes a folder and those above it; null, the root of a file system, is always there. */
  static void create(@Nullable Path folder) {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new VuGenException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
    }
  }
}
