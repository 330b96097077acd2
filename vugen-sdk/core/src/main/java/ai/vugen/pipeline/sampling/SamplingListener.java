package ai.vugen.pipeline.sampling;

import java.util.function.Supplier;

/** Follows the sampling of latents; what it throws ends the request. */
@FunctionalInterface
public interface SamplingListener {
  /** Does nothing. */
  SamplingListener NONE = (position, step, steps, estimate) -> {};

  /**
   * Called after a step of a latent, and once for a latent that was found in the cache.
   *
   * @param position the latent in the order of the request, from 0
   * @param step finished steps
   * @param steps all steps
   * @param estimate the latent that this one becomes if the velocity stays, standardised; to be
   *     asked during this call only
   */
  void step(int position, int step, int steps, Supplier<float[]> estimate);
}
