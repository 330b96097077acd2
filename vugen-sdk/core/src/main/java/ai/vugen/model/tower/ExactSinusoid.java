package ai.vugen.model.tower;

import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * The sinusoidal embedding of a time in [0, 1], as exact as float32 can say it: cosines, then
 * sines, of 1000·t times frequencies from 1 down to nearly 1/10000.
 *
 * <p>An angle of 900 in float32 is off by up to 6e-5. Here it is a sum of two: the product of the
 * upper halves of both factors, which is exact, and a small rest. Their cosines and sines are
 * combined by the addition theorem.
 *
 * @param upper frequencies, {@code [channels / 2]}, of 12 significant bits
 * @param lower what they lack
 */
record ExactSinusoid(Tensor upper, Tensor lower) {
  private static final double TIME_SCALE = 1000;

  /** 2¹² + 1 splits the 24 bits of a float into halves (Veltkamp; Dekker 1971). */
  private static final float SPLITTER = (1 << 12) + 1;

  static ExactSinusoid of(Weights weights, int channels) {
    float[] upper = new float[channels / 2];
    float[] lower = new float[upper.length];
    for (int i = 0; i < upper.length; i++) {
      double frequency = Math.pow(10000, -(double) i / upper.length);
      float wide = (float) frequency * SPLITTER;
      upper[i] = wide - (wide - (float) frequency);
      lower[i] = (float) (frequency - upper[i]);
    }
    return new ExactSinusoid(
        weights.constant(upper, upper.length), weights.constant(lower, lower.length));
  }

  /** Embeds times {@code [batch]} as {@code [batch, channels]}. */
  Tensor apply(Tensor time) {
    Tensor scaled = time.mul(TIME_SCALE).unsqueeze(-1); // [b, 1]
    Tensor wide = scaled.mul(SPLITTER);
    Tensor high = wide.sub(wide.sub(scaled));
    Tensor low = scaled.sub(high);
    Tensor angle = high.mul(upper); // [b, channels/2], exact
    Tensor rest = scaled.mul(lower).add(low.mul(upper));
    Tensor cos = angle.cos().mul(rest.cos()).sub(angle.sin().mul(rest.sin()));
    Tensor sin = angle.sin().mul(rest.cos()).add(angle.cos().mul(rest.sin()));
    return Tensor.concat(-1, cos, sin);
  }
}
