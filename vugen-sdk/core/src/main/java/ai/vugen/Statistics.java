package ai.vugen;

import ai.vugen.runtime.Engine;
import ai.vugen.session.BoundedCache;
import java.util.List;

/**
 * What a model has done so far and takes now.
 *
 * @param caches per cache: hits, misses, bytes
 * @param openSessions sessions of this process that are open
 * @param openBuffers native buffers of this process that are open
 * @param heapBytes what the Java heap of this process takes
 */
public record Statistics(
    List<CacheStatistics> caches, int openSessions, int openBuffers, long heapBytes) {
  public Statistics {
    caches = List.copyOf(caches);
  }

  static Statistics now(List<BoundedCache<?, ?>> caches) {
    Runtime jvm = Runtime.getRuntime();
    return new Statistics(
        caches.stream().map(CacheStatistics::of).toList(),
        Engine.liveSessions(),
        Engine.liveBuffers(),
        jvm.totalMemory() - jvm.freeMemory());
  }

  /** Returns the statistics of one cache: prompts, latents, image features or image contexts. */
  public CacheStatistics cache(String name) {
    return caches.stream()
        .filter(cache -> cache.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no cache " + name + " among " + caches));
  }
}
