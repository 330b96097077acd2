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
    float apply(float frequency) {
      float wavelength = 1 / frequency * (float) (2 * Math.PI);
      if (wavelength < originalPositions / highFrequencyFactor) {
        return frequency;
      }
      if (wavelength > originalPositions / lowFrequencyFactor) {
        return frequency / (float) factor;
      }
      float share =
          (1 / wavelength * (float) originalPositions - (float) lowFrequencyFactor)
              / (float) (highFrequencyFactor - lowFrequencyFactor);
      return (1 - share) * frequency / (float) factor + share * frequency;
    }
  }

  /**
   * Returns the angle per position of each of the {@code headDim / 2} pairs.
   *
   * <p>Every step rounds to float32 in the order of the reference: at position 10 000 the last bit
   * of a frequency turns a pair by 5e-4.
   */
  public float[] frequencies(int headDim) {
    float[] frequencies = new float[headDim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      float frequency = 1 / (float) Math.pow(theta, 2.0 * i / headDim);
      frequencies[i] = scaling == null ? frequency : scaling.apply(frequency);
    }
    return frequencies;
  }
}
