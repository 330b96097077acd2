package ai.vugen.tensor;

/**
 * The sinusoidal embedding of a time in [0, 1]: cosines, then sines, of 1000·t times frequencies
 * from 1 down to nearly 1/10000.
 *
 * @param frequencies {@code [channels / 2]}
 */
public record Sinusoid(Tensor frequencies) {
  /** Time in [0, 1] is stretched to the thousand steps of the diffusion literature. */
  private static final double TIME_SCALE = 1000;

  /**
   * Returns an embedding of an even number of channels. The frequencies are rounded to float32 step
   * by step as in the diffusion literature's code: the last bit of a frequency turns a late time by
   * 6e-5.
   */
  public static Sinusoid of(Weights weights, int channels) {
    float[] values = new float[channels / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp((float) -Math.log(10000) * i / values.length);
    }
    return new Sinusoid(weights.constant(values, values.length));
  }

  /** Embeds times {@code [batch]} as {@code [batch, channels]}. */
  public Tensor apply(Tensor time) {
    Tensor angles = time.mul(TIME_SCALE).unsqueeze(-1).mul(frequencies); // [b, channels/2]
    return Tensor.concat(-1, angles.cos(), angles.sin());
  }
}
