package ai.vugen;

import ai.vugen.session.BoundedCache;

/**
 * What one cache has done since the model was opened.
 *
 * @param name {@code prompts}, {@code latents}, {@code image features} or {@code image contexts}
 * @param hits look-ups that found an entry
 * @param misses look-ups that found none
 * @param evictions entries dropped for want of room
 * @param entries entries inside now
 * @param bytes what they take, about
 * @param maxBytes what they may take
 */
public record CacheStatistics(
    String name, long hits, long misses, long evictions, long entries, long bytes, long maxBytes) {
  static CacheStatistics of(BoundedCache<?, ?> cache) {
    return new CacheStatistics(
        cache.name(),
        cache.hits(),
        cache.misses(),
        cache.evictions(),
        cache.entries(),
        cache.bytes(),
        cache.maxBytes());
  }
}
