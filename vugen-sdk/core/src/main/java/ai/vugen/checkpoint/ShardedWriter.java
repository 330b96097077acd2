package ai.vugen.checkpoint;

import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Collects tensors and writes them as a checkpoint: {@code model.safetensors} if they fit into one
 * file, otherwise shards {@code model-00001-of-00003.safetensors} and their index, as Hugging Face
 * names them. Tensors are put into shards in the order in which they were added; nothing is copied
 * or made before {@link #write}.
 */
public final class ShardedWriter {
  private final long mostBytes;
  private final List<SafetensorsWriter> shards = new ArrayList<>();
  private final Map<String, Integer> places = new TreeMap<>();
  private final Map<String, String> metadata = new TreeMap<>();
  private long shardBytes;
  private long bytes;

  /**
   * Starts a checkpoint.
   *
   * @param mostBytes of the tensors of one shard; a larger tensor has a shard of its own
   */
  public ShardedWriter(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Adds a metadata string, which every shard will have. */
  public ShardedWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds a tensor of another file; see {@link SafetensorsWriter#add(TensorEntry)}. */
  public ShardedWriter add(TensorEntry entry) {
    shardFor(entry.name(), entry.byteLength()).add(entry);
    return this;
  }

  /**
   * Adds a tensor that is made; see {@link SafetensorsWriter#add(String, DataType, long[],
   * ValueSource)}.
   */
  public ShardedWriter add(String name, DataType type, long[] shape, ValueSource values) {
    long size = Math.multiplyExact(TensorEntry.elements(shape), type.byteSize());
    shardFor(name, size).add(name, type, shape, values);
    return this;
  }

  private SafetensorsWriter shardFor(String name, long size) {
    if (shards.isEmpty() || (shardBytes > 0 && shardBytes + size > mostBytes)) {
      shards.add(new SafetensorsWriter());
      shardBytes = 0;
    }
    shardBytes += size;
    bytes += size;
    places.put(name, shards.size());
    return shards.get(shards.size() - 1);
  }

  /** Returns the bytes of all tensors together. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes the files into a folder, which must exist; each appears whole or not at all, the index
   * last.
   *
   * @param progress told after each piece how many bytes of tensors it had
   * @throws VuGenException if a file cannot be written
   */
  public void write(Path folder, LongConsumer progress) {
    for (int i = 0; i < shards.size(); i++) {
      SafetensorsWriter shard = shards.get(i);
      metadata.forEach(shard::metadata);
      shard.write(folder.resolve(fileName(i + 1)), progress);
    }
    if (shards.size() > 1) {
      writeIndex(folder.resolve(ShardIndex.FILE_NAME));
    }
  }

  private String fileName(int shard) {
    return shards.size() == 1
        ? Checkpoint.FILE_NAME
        : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", shard, shards.size());
  }

  private void writeIndex(Path file) {
    JsonObject described = new JsonObject();
    metadata.forEach(described::addProperty);
    described.addProperty("total_size", bytes);
    JsonObject map = new JsonObject();
    places.forEach((name, shard) -> map.addProperty(name, fileName(shard)));
    JsonObject index = new JsonObject();
    index.add("metadata", described);
    index.add("weight_map", map);
    try {
      AtomicFile.of(file).write(index + "\n");
    } catch (IOException e) {
      throw new VuGenException("Cannot write " + file + ": " + e, e);
    }
  }
}
