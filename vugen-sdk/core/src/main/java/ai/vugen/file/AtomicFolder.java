package ai.vugen.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder that is filled under a hidden name beside its place and moved there in one step; closed
 * before that, it leaves nothing.
 */
public final class AtomicFolder implements AutoCloseable {
  private final Path target;
  private final Path part;

  private AtomicFolder(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /**
   * Begins an empty folder.
   *
   * @param target its place; folders above it are created if they are missing
   */
  public static AtomicFolder begin(Path target) throws IOException {
    Path place = target.toAbsolutePath();
    AtomicFolder begun =
        new AtomicFolder(
            place, place.resolveSibling("." + AtomicFile.randomName() + AtomicFile.SUFFIX));
    Files.createDirectories(begun.part);
    return begun;
  }

  /** Begins a folder whose hidden name tells what it is for; see {@link #clearLeftovers}. */
  static AtomicFolder beginNamed(Path target) throws IOException {
    String name = "." + target.getFileName() + "." + AtomicFile.randomName() + AtomicFile.SUFFIX;
    return new AtomicFolder(target, Files.createDirectory(target.resolveSibling(name)));
  }

  /** Deletes what killed processes left of {@link #beginNamed}; nobody else may be at it. */
  static void clearLeftovers(Path target) throws IOException {
    String begin = "." + target.getFileName() + ".";
    Path folder = target.toAbsolutePath().getParent();
    try (var leftovers =
        Files.newDirectoryStream(
            folder,
            path -> {
              String name = path.getFileName().toString();
              return name.startsWith(begin) && name.endsWith(AtomicFile.SUFFIX);
            })) {
      for (Path leftover : leftovers) {
        FileTree.delete(leftover);
      }
    }
  }

  /** Returns where to write until {@link #finish}. */
  public Path path() {
    return part;
  }

  /**
   * Moves the folder to its place.
   *
   * @throws IOException if something is there other than an empty folder
   */
  public void finish() throws IOException {
    if (Files.isDirectory(target)) {
      Files.delete(target); // fails unless it is empty
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Moves the folder to its place, where another one is replaced. */
  void replace() throws IOException {
    if (Files.exists(target)) {
      Path old = part.resolveSibling(part.getFileName() + AtomicFile.SUFFIX);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      FileTree.delete(old);
    } else {
      finish();
    }
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(part);
  }
}
