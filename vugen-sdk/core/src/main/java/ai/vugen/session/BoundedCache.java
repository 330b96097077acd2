package ai.vugen.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A cache of immutable values, bounded by the bytes that they take. Thread-safe. */
public final class BoundedCache<K, V> {
  /** What an entry takes besides its values, about. */
  private static final int OVERHEAD = 256;

  private final String name;
  private final long maxBytes;
  private final Cache<K, V> cache;

  public BoundedCache(String name, long maxBytes, ToLongFunction<V> size) {
    this.name = name;
    this.maxBytes = maxBytes;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<K, V>weigher(
                (key, value) ->
                    (int) Math.min(Integer.MAX_VALUE, OVERHEAD + size.applyAsLong(value)))
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  /**
   * Returns the value of a key, computed if it is not inside. Two threads that miss at once both
   * compute it, so that neither waits for work that the other may cancel.
   */
  public V get(K key, Supplier<V> compute) {
    V known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    V value = compute.get();
    cache.put(key, value);
    return value;
  }

  /** Returns the value of a key, or null. */
  public @Nullable V find(K key) {
    return cache.getIfPresent(key);
  }

  /** Keeps a value. */
  public void put(K key, V value) {
    cache.put(key, value);
  }

  /** Returns whether a value of this size can stay inside at all. */
  public boolean hasRoomFor(long bytes) {
    return bytes + OVERHEAD <= maxBytes;
  }

  /** Drops everything. */
  public void clear() {
    cache.invalidateAll();
  }

  /** Returns what the cache is called in statistics. */
  public String name() {
    return name;
  }

  /** Returns how many look-ups found an entry. */
  public long hits() {
    return cache.stats().hitCount();
  }

  /** Returns how many look-ups found none. */
  public long misses() {
    return cache.stats().missCount();
  }

  /** Returns how many entries were dropped for want of room. */
  public long evictions() {
    cache.cleanUp();
    return cache.stats().evictionCount();
  }

  /** Returns how many entries are inside. */
  public long entries() {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  /** Returns what the entries take, about, in bytes. */
  public long bytes() {
    cache.cleanUp();
    return cache.policy().eviction().map(policy -> policy.weightedSize().orElse(0)).orElse(0L);
  }

  /** Returns what the entries may take, in bytes. */
  public long maxBytes() {
    return maxBytes;
  }
}
