package ai.vugen.pipeline.language;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The keys and values of a sequence as the language session reads and writes them: tokens first, so
 * that new tokens are written behind the old ones in place. One thread at a time.
 */
public final class KeyValueCache implements AutoCloseable {
  private final LanguageConfig config;
  private final int tokenSize;
  private List<NativeBuffer> keys = List.of();
  private List<NativeBuffer> values = List.of();
  private int capacity;
  private int length;

  public KeyValueCache(LanguageConfig config) {
    this.config = config;
    this.tokenSize = config.kvHeads() * config.headDim();
  }

  /** Returns the number of tokens inside. */
  int length() {
    return length;
  }

  /**
   * Makes room for a number of tokens.
   *
   * @throws InvalidRequestException if the model was not made for so many
   */
  void reserve(int tokens) {
    if (tokens > config.maxPositions()) {
      throw new InvalidRequestException(
          "The conversation would have %d tokens, but the model's context holds %d. Ask a shorter question, start a new conversation, or use fewer image tiles."
              .formatted(tokens, config.maxPositions()));
    }
    if (tokens > capacity) {
      int room = (int) Math.min(config.maxPositions(), Math.max(tokens, capacity * 3L / 2));
      keys = grown(keys, room);
      values = grown(values, room);
      capacity = room;
    }
  }

  private List<NativeBuffer> grown(List<NativeBuffer> old, int room) {
    List<NativeBuffer> wider = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, (long) room * tokenSize);
      wider.add(buffer);
      if (length > 0) {
        buffer.tensor(used()).put(old.get(i).tensor(used()));
      }
    }
    old.forEach(NativeBuffer::close);
    return wider;
  }

  private long[] used() {
    return shape(length);
  }

  private long[] shape(int tokens) {
    return new long[] {1, tokens, config.kvHeads(), config.headDim()};
  }

  /** Adds the tokens inside as inputs and the place behind them as outputs of a run. */
  void bind(int tokens, Map<String, NativeTensor> given, Map<String, NativeTensor> into) {
    long end = (long) length * tokenSize;
    for (int i = 0; i < config.layers(); i++) {
      given.put(LanguageGraph.pastKey(i), keys.get(i).tensor(used()));
      given.put(LanguageGraph.pastValue(i), values.get(i).tensor(used()));
      into.put(LanguageGraph.key(i), keys.get(i).slice(end, shape(tokens)));
      into.put(LanguageGraph.value(i), values.get(i).slice(end, shape(tokens)));
    }
  }

  /** Counts tokens that a run has written. */
  void append(int tokens) {
    length += tokens;
  }

  /** Returns what the tokens inside take. */
  long bytes() {
    return 2L * Float.BYTES * config.layers() * length * tokenSize;
  }

  /** Forgets the tokens from {@code tokens} on. */
  void truncate(int tokens) {
    length = Math.min(length, tokens);
  }

  /** Copies the tokens inside to the heap. */
  public KeyValues copy() {
    return new KeyValues(length, copy(keys), copy(values));
  }

  private List<float[]> copy(List<NativeBuffer> layers) {
    return layers.stream().map(layer -> layer.tensor(used()).floats()).toList();
  }

  /** Takes the place of what is inside. */
  void load(KeyValues content) {
    length = 0;
    reserve(content.tokens());
    length = content.tokens();
    for (int i = 0; i < config.layers(); i++) {
      keys.get(i).tensor(used()).put(content.keys().get(i));
      values.get(i).tensor(used()).put(content.values().get(i));
    }
  }

  @Override
  public void close() {
    keys.forEach(NativeBuffer::close);
    values.forEach(NativeBuffer::close);
    keys = List.of();
    values = List.of();
    capacity = 0;
    length = 0;
  }
}
