package ai.vugen.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 of a folder's files, remembered on disk: a file is read again only when its size or
 * modification time is another. The memory is no proof of integrity.
 */
public final class Hashes {
  private static final Logger LOG = LoggerFactory.getLogger(Hashes.class);

  private final Path folder;
  private final Path memory;
  private final Map<String, Known> known = new TreeMap<>();

  /** A file as it was when it was read: size in bytes, modification time in nanoseconds. */
  private record Known(long size, long modified, String sha256) {
    static Known parse(String size, String modified, String sha256) {
      if (!Sha256.isHash(sha256)) {
        throw new IllegalArgumentException(sha256);
      }
      return new Known(Long.parseLong(size), Long.parseLong(modified), sha256);
    }

    boolean isOf(Known now) {
      return size == now.size && modified == now.modified;
    }
  }

  /**
   * Reads what is remembered of a folder.
   *
   * @param memory the file that remembers, one line a file: size, time, hash, name; need not exist
   */
  public Hashes(Path folder, Path memory) {
    this.folder = folder;
    this.memory = memory;
    try {
      for (String line : Files.exists(memory) ? Files.readAllLines(memory) : List.<String>of()) {
        String[] words = line.split(" ", 4);
        known.put(words[3], Known.parse(words[0], words[1], words[2]));
      }
    } catch (IOException | RuntimeException e) {
      known.clear(); // what cannot be remembered is computed
    }
  }

  /** Returns the hash of a file. */
  public String of(String name) throws IOException {
    Known remembered = known.get(name);
    if (remembered != null && remembered.isOf(state(name, ""))) {
      return remembered.sha256;
    }
    String hash = Sha256.of(folder.resolve(name));
    put(name, hash);
    return hash;
  }

  /** Remembers a hash that the caller has computed. */
  public void put(String name, String hash) throws IOException {
    known.put(name, state(name, hash));
    save();
  }

  private Known state(String name, String hash) throws IOException {
    BasicFileAttributes file =
        Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
    return new Known(file.size(), file.lastModifiedTime().to(TimeUnit.NANOSECONDS), hash);
  }

  private void save() {
    List<String> lines = new ArrayList<>();
    known.forEach(
        (name, file) ->
            lines.add(file.size + " " + file.modified + " " + file.sha256 + " " + name));
    try {
      AtomicFile.of(memory).withFolders().write(String.join("\n", lines) + "\n");
    } catch (IOException e) {
      LOG.debug("{} is not written, so files are hashed again the next time: {}", memory, e);
    }
  }
}
