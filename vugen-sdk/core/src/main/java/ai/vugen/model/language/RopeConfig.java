package ai.vugen.model.language;

import org.jspecify.annotations.Nullable;

/**
 * Rotary frequencies of a Llama language model.
 *
 * @param theta base of the geometric series
 * @param scaling llama3 scaling for long contexts, or null for none
 */
public record RopeConfig(double theta, @Nullable Scaling scaling) {
  /**
   * llama3 scaling: slow frequencies are divided by a factor, fast ones are kept, those between are
   * blended.
   *
   * @param factor divisor of the slow frequencies
   * @param lowFrequencyFactor wavelengths above original / low are slow
   * @param highFrequencyFactor wavelengths below original / high are fast
   * @param originalPositions context length before scaling
   */
  public record Scaling(
      double factor,
      double lowFrequencyFactor,
      double highFrequencyFactor,
      double originalPositions) {
    double apply(double frequency) {
      double wavelength = 2 * Math.PI / frequency;
      if (wavelength < originalPositions / highFrequencyFactor) {
        return frequency;
      }
      if (wavelength > originalPositions / lowFrequencyFactor) {
        return frequency / factor;
      }
      double share =
          (originalPositions / wavelength - lowFrequencyFactor)
              / (highFrequencyFactor - lowFrequencyFactor);
      return (1 - share) * frequency / factor + share * frequency;
    }
  }

  /** The angle per position of each of the {@code headDim / 2} pairs. */
  public float[] frequencies(int headDim) {
    float[] frequencies = new float[headDim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      double frequency = Math.pow(theta, -2.0 * i / headDim);
      frequencies[i] = (float) (scaling == null ? frequency : scaling.apply(frequency));
    }
    return frequencies;
  }
}
