package ai.vugen.pipeline.sampling;

import ai.vugen.graph.TowerGraph;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.VugenConfig;
import ai.vugen.pipeline.language.PromptEncoder;
import ai.vugen.runtime.RunControl;
import ai.vugen.session.BoundedCache;
import ai.vugen.session.Sessions;
import java.util.List;
import java.util.Optional;

/**
 * The middle stage of drawing: the prompt's keys and values → a latent. How it is sampled is a
 * matter of the model's family. Thread-safe.
 */
public sealed interface Sampler extends AutoCloseable permits FlowSampler {
  /**
   * Returns the sampler of a model; empty for a family that cannot draw.
   *
   * @param batchLimit most images that are sampled together, of one request or several
   * @param cacheBytes what finished latents may take, 0 to keep none
   */
  static Optional<Sampler> of(
      ModelConfig config,
      Sessions sessions,
      PromptEncoder prompts,
      int batchLimit,
      long cacheBytes) {
    if (config instanceof VugenConfig vugen) {
      return Optional.of(
          new FlowSampler(
              vugen, prompts, () -> sessions.get(TowerGraph.NAME), batchLimit, cacheBytes));
    }
    return Optional.empty();
  }

  /**
   * Samples one latent for each index.
   *
   * @param indices which images of the seed
   * @return standardised, {@code [channels, rows, columns]} each, in the order of the indices; the
   *     arrays are shared with the cache and must not be changed
   * @throws ai.vugen.error.InvalidRequestException if the prompt is too long
   */
  List<float[]> sample(
      SampleSettings settings,
      long seed,
      List<Integer> indices,
      SamplingListener listener,
      RunControl control);

  /** Returns what this stage keeps between requests. */
  BoundedCache<?, ?> cache();

  /** Frees what is kept between steps; nothing may be under way. */
  @Override
  void close();
}
