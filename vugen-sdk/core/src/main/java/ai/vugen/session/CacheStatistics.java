package ai.vugen.session;

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
    String name, long hits, long misses, long evictions, long entries, long bytes, long maxBytes) {}
