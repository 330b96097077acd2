package ai.vugen.quantization;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.ModelException;
import ai.vugen.error.VuGenException;
import ai.vugen.file.CacheFolder;
import ai.vugen.file.KeptFile;
import ai.vugen.file.Sha256;
import ai.vugen.tensor.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights of a checkpoint with the matrices of its blocks in integers, in a safetensors file
 * that is made once and mapped from then on.
 *
 * <p>A matrix {@code NAME [out, in]} becomes {@code NAME}, I8 {@code [in, out]}, and {@code
 * NAME.scale}, F32 {@code [out]}. The weight of a convolution stays in its shape and has {@code
 * NAME.ranges}, F32 {@code [4]}, besides. The embedding, whose rows are read, is copied, and {@code
 * NAME.products} is what its head multiplies with. Other weights are copied as they are, because
 * the runtime maps all weights of a graph from one folder. Beside the file lie its SHA-256 and what
 * is remembered of its size and time, so that a changed file is found and made again.
 */
public final class QuantizedCheckpoint {
  /** The version of the rounding; another one makes other files. */
  static final String VERSION = "3";

  private static final Logger LOG = LoggerFactory.getLogger(QuantizedCheckpoint.class);
  private final Checkpoint source;
  private final String sha256;
  private final SortedMap<String, Role> roles;
  private final Supplier<Map<String, float[]>> ranges;
  private final Path folder;
  private final String fileName;

  private QuantizedCheckpoint(
      Checkpoint source,
      String sha256,
      Map<String, Role> roles,
      Supplier<Map<String, float[]>> ranges,
      Path folder) {
    this.source = source;
    this.sha256 = sha256;
    this.roles = new TreeMap<>(roles);
    this.ranges = ranges;
    this.folder = folder;
    this.fileName = sha256.substring(0, 16) + "-int8-v" + VERSION + ".safetensors";
  }

  /** Returns the folder within the cache folder where quantized weights are kept. */
  public static Path defaultFolder() {
    return CacheFolder.root().resolve("quantized");
  }

  /**
   * Opens the quantized weights of a checkpoint, after making them if they are not there, damaged
   * or of another version. Safe whatever number of threads and processes ask at once. Memory is
   * taken for one weight at a time.
   *
   * @param sha256 of the checkpoint's files, 64 hexadecimal digits
   * @param roles what the weights to keep are used for, by name
   * @param ranges of the convolutions to round, by the name of their weight: the least and the
   *     largest element that go in and come out; asked for only when the file is made
   * @param folder where the files are kept; created if need be
   * @throws ModelException if the files cannot be written
   * @throws ai.vugen.error.ModelIntegrityException if a weight to round is not finite
   */
  public static Checkpoint open(
      Checkpoint source,
      String sha256,
      Map<String, Role> roles,
      Supplier<Map<String, float[]>> ranges,
      Path folder) {
    return new QuantizedCheckpoint(source, sha256, roles, ranges, folder).open();
  }

  private Checkpoint open() {
    try {
      KeptFile.keep(folder.resolve(fileName), this::isOfThisCheckpoint, this::write);
    } catch (IOException e) {
      throw new ModelException(
          "The quantized weights of %s cannot be kept in %s: %s. Choose another folder with the system property vugen.home or the environment variable VUGEN_HOME, or the precision FLOAT32."
              .formatted(source.location(), folder, e),
          e);
    }
    return Checkpoint.open(folder, fileName);
  }

  private boolean isOfThisCheckpoint() {
    return metadata().equals(Checkpoint.open(folder, fileName).metadata());
  }

  private Map<String, String> metadata() {
    return Map.of(
        "quantization",
        "int8",
        "quantization_version",
        VERSION,
        "source_sha256",
        sha256,
        "weights",
        Sha256.of(uses()));
  }

  /** Returns the weights and what is done with them, a line each. */
  private String uses() {
    return roles.entrySet().stream()
        .map(weight -> weight.getKey() + " " + weight.getValue())
        .collect(Collectors.joining("\n"));
  }

  private void write(Path file) throws IOException {
    long begin = System.nanoTime();
    SafetensorsWriter writer = new SafetensorsWriter();
    metadata().forEach(writer::metadata);
    Map<String, float[]> measured = ranges.get();
    for (Map.Entry<String, Role> weight : roles.entrySet()) {
      String name = weight.getKey();
      Role role = weight.getValue();
      TensorEntry entry = source.entry(name);
      float[] range = measured.get(name);
      if (range != null) {
        Int8Window window = Int8Window.of(entry);
        writer.add(name + Checkpoint.SCALE, new long[] {entry.shape()[0]}, window.scales());
        writer.add(name + Checkpoint.RANGES, new long[] {range.length}, range);
        writer.add(name, DataType.I8, entry.shape(), window.bytes());
      } else if (canBeRounded(entry) && role.isBlockMatrix()) {
        add(name, entry, writer);
      } else {
        writer.add(entry);
        if (canBeRounded(entry) && role.use() == Role.Use.TABLE) {
          add(name + Checkpoint.PRODUCTS, entry, writer);
        }
      }
    }
    try {
      writer.write(file);
    } catch (ModelException e) {
      throw e;
    } catch (VuGenException e) {
      throw new IOException(e.getMessage(), e);
    }
    LOG.info(
        "Quantized the weights of {} into {} in {} ms",
        source.location(),
        folder.resolve(fileName),
        (System.nanoTime() - begin) / 1_000_000);
  }

  private static void add(String name, TensorEntry entry, SafetensorsWriter writer) {
    Int8Matrix matrix = Int8Matrix.of(entry);
    long[] shape = entry.shape();
    writer.add(name + Checkpoint.SCALE, new long[] {shape[0]}, matrix.scales());
    writer.add(name, DataType.I8, new long[] {shape[1], shape[0]}, matrix::transposed);
  }

  private static boolean canBeRounded(TensorEntry entry) {
    return entry.shape().length == 2
        && entry.elements() > 0
        && entry.elements() <= Integer.MAX_VALUE - 8;
  }
}
