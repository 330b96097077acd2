package ai.vugen.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
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

  /** Whether a value of this size can stay inside at all. */
  public boolean hasRoomFor(long bytes) {
    return bytes + OVERHEAD <= maxBytes;
  }

  /** Drops everything. */
  public void clear() {
    cache.invalidateAll();
  }

  public CacheStatistics statistics() {
    cache.cleanUp();
    CacheStats stats = cache.stats();
    long bytes =
        cache.policy().eviction().map(policy -> policy.weightedSize().orElse(0)).orElse(0L);
    return new CacheStatistics(
        name,
        stats.hitCount(),
        stats.missCount(),
        stats.evictionCount(),
        cache.estimatedSize(),
        bytes,
        maxBytes);
  }
}
