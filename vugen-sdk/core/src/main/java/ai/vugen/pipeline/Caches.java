package ai.vugen.pipeline;

import ai.vugen.image.Pixels;
import ai.vugen.model.vision.Tiling;
import java.util.Arrays;
import java.util.List;

/** What a model remembers between requests. All values are immutable; a hit is what a miss gave. */
final class Caches {
  /** Keys and values of prompts, by token ids. */
  private final BoundedCache<Tokens, KeyValues> prompts;

  /** Finished latents, standardised. */
  private final BoundedCache<LatentKey, float[]> latents;

  /** Projected z of images. */
  private final BoundedCache<ImageKey, ImageTokens> features;

  /** Keys and values of conversations up to the end of their image. */
  private final BoundedCache<ContextKey, KeyValues> contexts;

  /** Token ids, compared by content. */
  record Tokens(List<Integer> ids) {
    static Tokens of(int[] ids) {
      return new Tokens(Arrays.stream(ids).boxed().toList());
    }
  }

  /** All that a latent depends on. */
  record LatentKey(SampleSettings settings, long seed, int index) {}

  /** A picture and how it is cut. */
  record ImageKey(Pixels picture, Tiling tiling) {}

  /** Pictures, how they are cut and the tokens around them. */
  record ContextKey(List<Pixels> pictures, Tiling tiling, Tokens tokens) {}

  /** Shares a budget: half for image contexts, an eighth for latents, the rest evenly. */
  Caches(long bytes) {
    prompts = new BoundedCache<>("prompts", bytes * 3 / 16, KeyValues::bytes);
    latents = new BoundedCache<>("latents", bytes / 8, latent -> 4L * latent.length);
    features = new BoundedCache<>("image features", bytes * 3 / 16, ImageTokens::bytes);
    contexts = new BoundedCache<>("image contexts", bytes / 2, KeyValues::bytes);
  }

  BoundedCache<Tokens, KeyValues> prompts() {
    return prompts;
  }

  BoundedCache<LatentKey, float[]> latents() {
    return latents;
  }

  BoundedCache<ImageKey, ImageTokens> features() {
    return features;
  }

  BoundedCache<ContextKey, KeyValues> contexts() {
    return contexts;
  }

  void clear() {
    all().forEach(BoundedCache::clear);
  }

  List<CacheStatistics> statistics() {
    return all().stream().map(BoundedCache::statistics).toList();
  }

  private List<BoundedCache<?, ?>> all() {
    return List.of(prompts, latents, features, contexts);
  }
}
