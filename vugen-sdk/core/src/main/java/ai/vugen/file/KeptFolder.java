package ai.vugen.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files that is made once, under a lock. It appears complete or not at all, whatever
 * number of threads and processes ask for it and wherever one of them is killed. What is damaged is
 * found by its SHA-256 and made again.
 */
public final class KeptFolder {
  /** The file in a kept folder that remembers hashes, sizes and times. */
  public static final String HASHES = ".hashes";

  /** The SHA-256 of the files, a line each: hash, name. */
  private static final String SUMS = "sha256";

  private static final Logger LOG = LoggerFactory.getLogger(KeptFolder.class);

  private KeptFolder() {}

  /** Makes all files of a folder. */
  @FunctionalInterface
  public interface Maker {
    /** Writes the files into an empty folder. */
    void make(Path folder) throws IOException;
  }

  /** Makes one file of a folder. */
  @FunctionalInterface
  public interface FileMaker {
    /**
     * Writes a file.
     *
     * @param name its name in the kept folder
     * @param file where to write it
     */
    void make(String name, Path file) throws IOException;
  }

  /**
   * Makes a folder unless it is there with every file as it was made. The hashes are kept in a file
   * {@code sha256} in the folder.
   *
   * @throws IOException if the folder cannot be made or kept
   */
  public static void keep(Path folder, Maker maker) throws IOException {
    Path place = folder.toAbsolutePath();
    Kept.ensure(
        place,
        () -> isAsMade(place),
        () -> {
          try (AtomicFolder part = AtomicFolder.beginNamed(place)) {
            maker.make(part.path());
            writeSums(part.path());
            part.replace();
          }
        });
  }

  /**
   * Makes a folder of files whose hashes are known, unless it is there; files that are damaged or
   * missing are made again one by one, so that the others can be in use.
   *
   * @param sha256 the hash of every file by its name
   * @return whether anything was made
   * @throws IOException if the folder cannot be made or kept
   */
  public static boolean keep(Path folder, Map<String, String> sha256, FileMaker maker)
      throws IOException {
    Path place = folder.toAbsolutePath();
    return Kept.ensure(
        place,
        () -> damaged(place, sha256).isEmpty(),
        () -> {
          if (Files.isDirectory(place)) {
            repair(place, sha256, maker);
            return;
          }
          try (AtomicFolder part = AtomicFolder.beginNamed(place)) {
            Hashes hashes = new Hashes(part.path(), part.path().resolve(HASHES));
            for (Map.Entry<String, String> file : sha256.entrySet()) {
              maker.make(file.getKey(), part.path().resolve(file.getKey()));
              hashes.put(file.getKey(), file.getValue());
            }
            part.finish();
          }
        });
  }

  private static void repair(Path place, Map<String, String> sha256, FileMaker maker)
      throws IOException {
    Hashes hashes = new Hashes(place, place.resolve(HASHES));
    for (Map.Entry<String, String> file : damaged(place, sha256)) {
      String name = file.getKey();
      try (AtomicFolder part = AtomicFolder.beginNamed(place)) {
        Path made = part.path().resolve(name);
        maker.make(name, made);
        AtomicFile.move(made, place.resolve(name));
      }
      hashes.put(name, file.getValue());
      LOG.warn("Replaced the damaged file {}", place.resolve(name));
    }
  }

  /** Returns the files that a folder has not, or not with the right content. */
  private static List<Map.Entry<String, String>> damaged(Path place, Map<String, String> sha256)
      throws IOException {
    Hashes hashes = new Hashes(place, place.resolve(HASHES));
    List<Map.Entry<String, String>> damaged = new ArrayList<>();
    for (Map.Entry<String, String> file : sha256.entrySet()) {
      if (!Files.isRegularFile(place.resolve(file.getKey()))
          || !hashes.of(file.getKey()).equals(file.getValue())) {
        damaged.add(file);
      }
    }
    return damaged;
  }

  private static boolean isAsMade(Path place) throws IOException {
    if (!Files.isRegularFile(place.resolve(SUMS))) {
      return false;
    }
    List<String> sums = Files.readAllLines(place.resolve(SUMS));
    Hashes hashes = new Hashes(place, place.resolve(HASHES));
    for (String line : sums) {
      String[] words = line.split(" ", 2);
      if (words.length != 2
          || !Files.isRegularFile(place.resolve(words[1]))
          || !hashes.of(words[1]).equals(words[0])) {
        return false;
      }
    }
    return !sums.isEmpty();
  }

  private static void writeSums(Path folder) throws IOException {
    Hashes hashes = new Hashes(folder, folder.resolve(HASHES));
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        lines.add(hashes.of(name) + " " + name);
      }
    }
    Files.write(folder.resolve(SUMS), lines);
  }
}
