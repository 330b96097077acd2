package ai.vugen.checkpoint;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The file {@code model.safetensors.index.json} of a sharded checkpoint: {@code {"metadata": ...,
 * "weight_map": {"tensor name": "shard file name"}}}. Shards are plain names of files in the
 * index's own folder.
 */
final class ShardIndex {
  /** The name that Hugging Face libraries give to the index. */
  static final String FILE_NAME = "model.safetensors.index.json";

  private static final int MOST_BYTES = SafetensorsHeader.MOST_BYTES;
  private static final Pattern SHARD_NAME = Pattern.compile("[\\w-][\\w.+-]*\\.safetensors");

  private final Path path;
  private final Map<String, String> weightMap = new TreeMap<>();

  private ShardIndex(Path path) {
    this.path = path;
  }

  /** Reads an index and checks everything that can be checked without opening a shard. */
  static ShardIndex read(Path path) {
    ShardIndex index = new ShardIndex(path);
    byte[] json = bytes(path, index);
    JsonText.read(json, index::fault, in -> in.object(key -> index.member(key, in)));
    if (index.weightMap.isEmpty()) {
      throw index.fault("its weight_map names no tensors");
    }
    return index;
  }

  private static byte[] bytes(Path path, ShardIndex index) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] json = in.readNBytes(MOST_BYTES + 1);
      if (json.length > MOST_BYTES) {
        throw index.fault("it is larger than " + MOST_BYTES + " bytes");
      }
      return json;
    } catch (IOException e) {
      throw new ModelException("Cannot read " + path + ": " + e, e);
    }
  }

  private void member(String key, JsonText in) throws IOException {
    if (!key.equals("weight_map")) {
      in.skip();
      return;
    }
    in.object(
        tensor -> {
          String shard = in.string();
          if (!SHARD_NAME.matcher(shard).matches()) {
            throw fault(
                "tensor "
                    + JsonText.quote(tensor)
                    + " is in shard "
                    + JsonText.quote(shard)
                    + ", which is not the plain name of a .safetensors file in the same folder");
          }
          weightMap.put(tensor, shard);
        });
  }

  /** Opens all shards, by name in the order of their names. */
  Map<String, SafetensorsFile> open() {
    Set<String> names = new TreeSet<>(weightMap.values());
    List<String> missing =
        names.stream().filter(name -> !Files.isRegularFile(path.resolveSibling(name))).toList();
    if (!missing.isEmpty()) {
      throw new ModelNotFoundException(
          path
              + " names "
              + names.size()
              + " shards, "
              + missing.size()
              + " of them do not exist, the first is "
              + missing.get(0)
              + ". Get the missing files.");
    }
    Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
    names.forEach(name -> shards.put(name, SafetensorsFile.open(path.resolveSibling(name))));
    return shards;
  }

  /** Checks that the index and its opened shards agree. */
  void check(Map<String, SafetensorsFile> shards) {
    shards.forEach(this::checkHolds);
    weightMap.forEach(
        (tensor, shard) -> {
          SafetensorsFile file = shards.get(shard);
          if (file == null || !file.names().contains(tensor)) {
            throw fault(
                "shard "
                    + shard
                    + " has no tensor "
                    + JsonText.quote(tensor)
                    + ", which the index says is there");
          }
        });
  }

  private void checkHolds(String shard, SafetensorsFile file) {
    for (String tensor : file.names()) {
      String named = weightMap.get(tensor);
      if (!shard.equals(named)) {
        throw fault(
            "shard "
                + shard
                + " holds tensor "
                + JsonText.quote(tensor)
                + (named == null ? ", which the index does not name" : ", not shard " + named));
      }
    }
  }

  private ModelIntegrityException fault(String what) {
    return new ModelIntegrityException(
        path + " is not a valid shard index: " + what + ". Get the checkpoint again.");
  }
}
