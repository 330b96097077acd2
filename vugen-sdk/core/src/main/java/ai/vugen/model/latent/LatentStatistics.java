package ai.vugen.model.latent;

import ai.vugen.error.ModelIntegrityException;

/**
 * Mean and standard deviation of z̃ per channel, by which latents are standardised for the
 * generation tower.
 *
 * @param mean {@code [channels]}
 * @param std {@code [channels]}, each positive
 */
public record LatentStatistics(float[] mean, float[] std) {
  public LatentStatistics {
    if (mean.length != std.length) {
      throw new ModelIntegrityException(
          "latent.mean has " + mean.length + " channels but latent.std has " + std.length);
    }
    for (float deviation : std) {
      if (!(deviation > 0) || Float.isInfinite(deviation)) {
        throw new ModelIntegrityException(
            "latent.std must be positive and finite, but holds " + deviation);
      }
    }
  }

  /** (z̃ − mean) / std of a latent {@code [batch, channels, cells...]}, in place. */
  public void standardise(float[] latent, int batch) {
    int cells = latent.length / (batch * mean.length);
    for (int i = 0; i < latent.length; i++) {
      int channel = i / cells % mean.length;
      latent[i] = (latent[i] - mean[channel]) / std[channel];
    }
  }

  /** z · std + mean of a standardised latent {@code [batch, channels, cells...]}, in place. */
  public void restore(float[] latent, int batch) {
    int cells = latent.length / (batch * mean.length);
    for (int i = 0; i < latent.length; i++) {
      int channel = i / cells % mean.length;
      latent[i] = latent[i] * std[channel] + mean[channel];
    }
  }
}
