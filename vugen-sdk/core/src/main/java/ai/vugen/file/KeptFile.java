package ai.vugen.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that is made once, under a lock, and made again if it is damaged. Beside it lie its
 * SHA-256 and what is remembered of its size and time ({@link Hashes}).
 */
public final class KeptFile {
  private KeptFile() {}

  /** Makes the file. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Writes the file.
     *
     * @param file its path until it is moved to its place; the folder is empty
     */
    void make(Path file) throws IOException;
  }

  /** Says whether a file is the one asked for. */
  @FunctionalInterface
  public interface Check {
    /** Returns whether it is; the file is as it was made. */
    boolean isRight() throws IOException;
  }

  /**
   * Makes a file unless it is there, as it was made and the right one. Safe whatever number of
   * threads and processes ask at once.
   *
   * @throws IOException if the file cannot be made or kept
   */
  public static void keep(Path file, Check check, Maker maker) throws IOException {
    Path place = file.toAbsolutePath();
    String name = place.getFileName().toString();
    Path sum = place.resolveSibling(name + ".sha256");
    Kept.ensure(
        place,
        () -> isSound(place, sum) && check.isRight(),
        () -> {
          try (AtomicFolder part = AtomicFolder.beginNamed(place)) {
            Path made = part.path().resolve(name);
            maker.make(made);
            String hash = Sha256.of(made);
            AtomicFile.move(made, place);
            hashes(place).put(name, hash);
            AtomicFile.of(sum).write(hash + "\n");
          }
        });
  }

  private static boolean isSound(Path place, Path sum) throws IOException {
    return Files.isRegularFile(place)
        && Files.isRegularFile(sum)
        && hashes(place).of(place.getFileName().toString()).equals(Files.readString(sum).strip());
  }

  private static Hashes hashes(Path place) {
    Path folder = Objects.requireNonNull(place.getParent(), "what is kept is in a folder");
    return new Hashes(folder, folder.resolve("." + place.getFileName() + ".hashes"));
  }
}
