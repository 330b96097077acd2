package ai.vugen.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a thing in the cache folder is made once, whatever number of threads and processes ask for
 * it: who finds it sound takes it without a lock; the others wait for a lock, and the first of them
 * makes it.
 */
final class Kept {
  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

  private Kept() {}

  /** Says whether the thing is there and as it was made. */
  interface Check {
    boolean isSound() throws IOException;
  }

  /** Makes the thing. */
  interface Work {
    void make() throws IOException;
  }

  /**
   * Makes a file or a folder unless it is there and sound.
   *
   * @param place its path; the lock beside it is named after it
   * @return whether it was made
   */
  static boolean ensure(Path place, Check check, Work work) throws IOException {
    if (check.isSound()) {
      return false;
    }
    Path folder = Objects.requireNonNull(place.getParent(), "what is kept is in a folder");
    Files.createDirectories(folder);
    try (CacheLock lock = CacheLock.take(folder.resolve("." + place.getFileName() + ".lock"))) {
      if (check.isSound()) {
        return false;
      }
      if (Files.exists(place)) {
        LOG.warn("{} is damaged and will be made again", place);
      }
      AtomicFolder.clearLeftovers(place);
      work.make();
      return true;
    }
  }
}
