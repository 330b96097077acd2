package ai.vugen.checkpoint;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.file.AtomicFile;
import ai.vugen.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weights of a model by name, from one safetensors file or several. Opening reads and checks
 * the files' headers only; weights are mapped when they are asked for. A checkpoint holds no open
 * file handle, is immutable and needs no closing. The files must not be changed while it is in use.
 */
public final class Checkpoint {
  /** The file of a checkpoint that is not sharded. */
  public static final String FILE_NAME = "model.safetensors";

  /**
   * What follows the name of a quantized matrix, I8 {@code [in, out]}, in the name of its scales,
   * F32 {@code [out]}.
   */
  public static final String SCALE = ".scale";

  /**
   * What the name of a quantized convolution's weight ends with where it names the least and the
   * largest element that go in and the least and the largest that come out, F32 {@code [4]}.
   */
  public static final String RANGES = ".ranges";

  /**
   * What follows the name of a table, whose rows are read and which is multiplied with too, in the
   * name of its quantized copy for products, I8 {@code [in, out]}.
   */
  public static final String PRODUCTS = ".products";

  private final Path location;
  private final Map<String, TensorEntry> entries;
  private final Map<String, String> metadata;

  private Checkpoint(
      Path location, Map<String, TensorEntry> entries, Map<String, String> metadata) {
    this.location = location;
    this.entries = Collections.unmodifiableMap(entries);
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * Opens {@code model.safetensors} of a model folder or, if there is none, the shards that {@code
   * model.safetensors.index.json} names.
   *
   * @throws ModelNotFoundException if neither file exists, or a shard is missing
   * @throws ModelIntegrityException if a file breaks a rule of its format, or index and shards do
   *     not agree
   * @throws ModelException if a file cannot be read
   */
  public static Checkpoint open(Path folder) {
    Path single = folder.resolve(FILE_NAME);
    if (Files.isRegularFile(single)) {
      return open(folder, FILE_NAME);
    }
    Path indexFile = folder.resolve(ShardIndex.FILE_NAME);
    if (!Files.isRegularFile(indexFile)) {
      throw new ModelNotFoundException(
          "There is neither "
              + FILE_NAME
              + " nor "
              + ShardIndex.FILE_NAME
              + " in "
              + folder.toAbsolutePath()
              + ". Give the folder of a model.");
    }
    ShardIndex index = ShardIndex.read(indexFile);
    Map<String, SafetensorsFile> shards = index.open();
    Checkpoint merged = merge(folder, shards.values());
    index.check(shards);
    return merged;
  }

  /**
   * Opens the files of these names in a folder as one checkpoint.
   *
   * @throws ModelNotFoundException if a file does not exist
   * @throws ModelIntegrityException if a file breaks a rule of the format, or two files have a
   *     tensor of the same name
   * @throws ModelException if a file cannot be read
   */
  public static Checkpoint open(Path folder, String fileName, String... moreFileNames) {
    List<SafetensorsFile> files = new ArrayList<>();
    files.add(SafetensorsFile.open(folder.resolve(fileName)));
    for (String another : moreFileNames) {
      files.add(SafetensorsFile.open(folder.resolve(another)));
    }
    return merge(folder, files);
  }

  private static Checkpoint merge(Path location, Collection<SafetensorsFile> files) {
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    Map<String, Path> places = new LinkedHashMap<>();
    Map<String, String> metadata = new TreeMap<>();
    for (SafetensorsFile file : files) {
      for (TensorEntry entry : file.entries().values()) {
        Path other = places.putIfAbsent(entry.name(), file.path());
        if (other != null) {
          throw new ModelIntegrityException(
              "Tensor "
                  + JsonText.quote(entry.name())
                  + " is in two files, "
                  + other
                  + " and "
                  + file.path()
                  + ". Get the checkpoint again.");
        }
        entries.put(entry.name(), entry);
      }
      file.metadata().forEach(metadata::putIfAbsent);
    }
    return new Checkpoint(location.toAbsolutePath(), entries, metadata);
  }

  /**
   * Returns a checkpoint of the same place and metadata with other entries, such as renamed ones.
   *
   * @throws ModelIntegrityException if two entries have the same name
   */
  public Checkpoint with(Collection<TensorEntry> others) {
    Map<String, TensorEntry> replaced = new LinkedHashMap<>();
    for (TensorEntry entry : others) {
      if (replaced.put(entry.name(), entry) != null) {
        throw new ModelIntegrityException(
            "Two tensors of "
                + location
                + " stand for the weight "
                + JsonText.quote(entry.name())
                + ". Remove one of them.");
      }
    }
    return new Checkpoint(location, replaced, metadata);
  }

  /** Returns the absolute path of the folder. */
  public Path location() {
    return location;
  }

  /** Returns the weights by name, in the order of the files and of the bytes in them. */
  public Map<String, TensorEntry> entries() {
    return entries;
  }

  /** Returns the names of the weights, in the order of {@link #entries}. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * Returns the {@code __metadata__} of the files together; of a key that several files have, the
   * first file's value.
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Returns the weight with this name.
   *
   * @throws ModelIntegrityException if there is none
   */
  public TensorEntry entry(String name) {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw new ModelIntegrityException(
          location + " has no weight " + name + "; it has " + entries.size() + " others.");
    }
    return entry;
  }

  /** Returns the bytes of a weight; see {@link TensorEntry#bytes}. */
  public ByteBuffer bytes(String name) {
    return entry(name).bytes();
  }

  /** Returns the elements of a floating-point weight; see {@link TensorEntry#floats}. */
  public float[] floats(String name) {
    return entry(name).floats();
  }

  /** Returns the elements of an I64 weight; see {@link TensorEntry#longs}. */
  public long[] longs(String name) {
    return entry(name).longs();
  }

  /**
   * Copies the files of the weights into a folder, under their names. A file of this folder is not
   * touched.
   *
   * @param folder made if it is not there
   * @throws ModelException if a file cannot be copied
   */
  public void copyFiles(Path folder) {
    Set<Path> files = new TreeSet<>();
    for (TensorEntry entry : entries.values()) {
      if (entry.source() instanceof TensorSource.InFile file) {
        files.add(file.path());
      }
    }
    try {
      Files.createDirectories(folder);
      for (Path file : files) {
        Path copy = folder.resolve(file.getFileName());
        if (!Files.exists(copy) || !Files.isSameFile(file, copy)) {
          AtomicFile.of(copy).copyOf(file);
        }
      }
    } catch (IOException e) {
      throw new ModelException("The weights cannot be copied to " + folder + ": " + e, e);
    }
  }

  /**
   * Reads every weight once and returns those that have NaN or infinite elements; empty if all is
   * well.
   */
  public List<NonFinite> verify() {
    return entries.values().stream().map(NonFinite::count).filter(NonFinite::isAny).toList();
  }
}
