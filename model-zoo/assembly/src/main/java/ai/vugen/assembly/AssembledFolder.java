package ai.vugen.assembly;

import ai.vugen.checkpoint.ShardedWriter;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A model folder that appears complete or not at all. */
final class AssembledFolder implements AutoCloseable {
  private static final long MOST_COPIED_BYTES = 1 << 26;

  /** Files of a model folder that a new one does not take over. */
  private static final List<String> OWN =
      List.of(
          "config.json",
          "manifest.json",
          "model.safetensors.index.json",
          "*.safetensors",
          "*.onnx",
          "*.bin",
          "*.pt",
          "*.pth");

  private final Path target;
  private final AtomicFolder folder;
  private final Path part;

  private AssembledFolder(Path target, AtomicFolder folder) {
    this.target = target;
    this.folder = folder;
    this.part = folder.path();
  }

  /**
   * Begins a folder.
   *
   * @throws InvalidRequestException if there is a file or a folder with content in its place
   * @throws VuGenException if the folder above it cannot be written to
   */
  static AssembledFolder begin(Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    if (target.getFileName() == null) {
      throw new InvalidRequestException(folder + " cannot become a model folder; name another.");
    }
    try {
      if (Files.exists(target) && !isEmptyFolder(target)) {
        throw new InvalidRequestException(
            target + " is there already and is not empty; remove it or write to another folder.");
      }
      return new AssembledFolder(target, AtomicFolder.begin(target));
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    }
  }

  /** Writes a text file. */
  void write(String name, String text) {
    try {
      Files.writeString(part.resolve(name), text);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /** Copies tokenizer, licence and other small files of a model folder. */
  void copySmallFiles(Path from) {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(AssembledFolder::isTakenOver).toList()) {
        Files.copy(file, part.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static boolean isTakenOver(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean own = OWN.stream().anyMatch(pattern -> fits(pattern, name));
    try {
      return !own
          && !name.startsWith(".")
          && Files.isRegularFile(file)
          && Files.size(file) <= MOST_COPIED_BYTES;
    } catch (IOException e) {
      return false; // it has just gone
    }
  }

  private static boolean fits(String pattern, String name) {
    return pattern.startsWith("*") ? name.endsWith(pattern.substring(1)) : name.equals(pattern);
  }

  /**
   * Writes the weights.
   *
   * @throws VuGenException if the disk has not enough room
   */
  void write(ShardedWriter weights, BytesListener listener) {
    long all = weights.bytes();
    try {
      long free = Files.getFileStore(part).getUsableSpace();
      if (free < all) {
        throw new VuGenException(
            "%s needs %d MB, but only %d MB are free there; write to another disk."
                .formatted(target, all >> 20, free >> 20));
      }
    } catch (IOException e) {
      throw unwritable(target, e);
    }
    long[] done = {0};
    weights.write(
        part,
        bytes -> {
          done[0] += bytes;
          listener.onBytes(done[0], all);
        });
  }

  /** Moves the folder to its place. */
  void finish() {
    try {
      folder.finish();
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static VuGenException unwritable(Path target, IOException cause) {
    return new VuGenException("The folder " + target + " cannot be written: " + cause, cause);
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }
}
