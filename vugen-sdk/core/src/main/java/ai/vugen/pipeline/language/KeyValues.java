package ai.vugen.pipeline.language;

import java.util.List;

/**
 * The keys and values of some tokens on the Java heap, never changed: what the caches keep.
 *
 * @param tokens number of tokens
 * @param keys per layer, {@code [tokens, kv heads, head dim]}
 * @param values per layer, of the shape of the keys
 */
public record KeyValues(int tokens, List<float[]> keys, List<float[]> values) {
  public KeyValues {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
  }

  long bytes() {
    return 2L * Float.BYTES * keys.stream().mapToLong(layer -> layer.length).sum();
  }
}
