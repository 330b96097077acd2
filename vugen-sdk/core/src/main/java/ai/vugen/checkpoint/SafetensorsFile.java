package ai.vugen.checkpoint;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * One safetensors file whose header has been read and checked completely; tensors are mapped when
 * they are asked for. It holds no open file handle, is immutable and needs no closing. The file
 * must not be changed while it is in use.
 */
public final class SafetensorsFile {
  private final Path path;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path path, SafetensorsHeader header) {
    this.path = path;
    this.header = header;
  }

  /**
   * Reads and checks the header of a file.
   *
   * @throws ModelNotFoundException if there is no such file
   * @throws ModelIntegrityException if the file breaks a rule of the format
   * @throws ModelException if the file cannot be read
   */
  public static SafetensorsFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelNotFoundException(
          "There is no file " + file.toAbsolutePath() + ". Check the path.");
    }
    try {
      Path real = file.toRealPath();
      try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
        return new SafetensorsFile(real, SafetensorsHeader.read(real, channel));
      }
    } catch (IOException e) {
      throw new ModelException("Cannot read " + file.toAbsolutePath() + ": " + e, e);
    }
  }

  /**
   * Returns the tensors by name of a file that is in memory, such as a resource of a jar, in the
   * order of their bytes.
   *
   * @param name what the file is called in messages
   * @throws ModelIntegrityException if the file breaks a rule of the format
   */
  public static Map<String, TensorEntry> entries(String name, byte[] file) {
    try {
      return SafetensorsHeader.read(name, ByteBuffer.wrap(file)).entries();
    } catch (IOException e) {
      throw new ModelException("Cannot read " + name + ": " + e, e);
    }
  }

  /** Returns the absolute path, free of symbolic links. */
  public Path path() {
    return path;
  }

  /** Returns the tensors by name, in the order of their bytes in the file. */
  public Map<String, TensorEntry> entries() {
    return header.entries();
  }

  /** Returns the names of the tensors, in the order of their bytes in the file. */
  public Set<String> names() {
    return header.entries().keySet();
  }

  /** Returns the file's {@code __metadata__}, empty if it has none. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * Returns the tensor with this name.
   *
   * @throws ModelIntegrityException if there is none
   */
  public TensorEntry entry(String name) {
    TensorEntry entry = header.entries().get(name);
    if (entry == null) {
      throw new ModelIntegrityException(
          path + " has no tensor " + name + "; it has " + names().size() + " others.");
    }
    return entry;
  }

  /** Returns the elements of a floating-point tensor; see {@link TensorEntry#floats}. */
  public float[] floats(String name) {
    return entry(name).floats();
  }

  /** Returns the elements of an F64 tensor; see {@link TensorEntry#doubles}. */
  public double[] doubles(String name) {
    return entry(name).doubles();
  }

  /** Returns the elements of an I64 tensor; see {@link TensorEntry#longs}. */
  public long[] longs(String name) {
    return entry(name).longs();
  }
}
