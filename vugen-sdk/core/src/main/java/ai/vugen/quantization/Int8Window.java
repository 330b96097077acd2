package ai.vugen.quantization;

import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.ModelIntegrityException;
import java.nio.ByteBuffer;

/**
 * The weight of a convolution, {@code [out, in, kernel, kernel]}, rounded to integers symmetrically
 * around 0, with a scale for each output channel: w ≈ q · scale, |q| ≤ 64.
 *
 * <p>Processors without instructions for 8-bit dot products add two products u·q, with u from 0 to
 * 255, in 16 bits and saturate. Which two is up to the kernel, so any two must fit: 255 · 2 · 64.
 *
 * @param scales {@code [out]}
 * @param integers in the order of the weight
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a writer, never compared
record Int8Window(float[] scales, byte[] integers) {
  private static final int LARGEST = 64;

  /**
   * Rounds a weight.
   *
   * @param weight F32, F16 or BF16
   * @throws ModelIntegrityException if an element is not finite
   */
  static Int8Window of(TensorEntry weight) {
    float[] values = weight.floats();
    int out = Math.toIntExact(weight.shape()[0]);
    int each = values.length / out;
    float[] scales = new float[out];
    byte[] integers = new byte[values.length];
    for (int channel = 0; channel < out; channel++) {
      float largest = 0;
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        requireFinite(weight, values[i]);
        largest = Math.max(largest, Math.abs(values[i]));
      }
      scales[channel] = largest == 0 ? 1 : largest / LARGEST; // it divides the bias
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        integers[i] = (byte) Math.rint(values[i] / (double) scales[channel]);
      }
    }
    return new Int8Window(scales, integers);
  }

  private static void requireFinite(TensorEntry weight, float value) {
    if (!Float.isFinite(value)) {
      throw new ModelIntegrityException(
          "The weight "
              + weight.name()
              + " has elements that are not finite and cannot be rounded to integers. Get the"
              + " model again, or open it with the precision FLOAT32.");
    }
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(integers);
  }
}
