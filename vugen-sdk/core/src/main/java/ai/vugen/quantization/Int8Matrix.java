package ai.vugen.quantization;

import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.ModelIntegrityException;
import java.nio.ByteBuffer;

/**
 * A weight matrix {@code [out, in]} rounded to 8-bit integers, symmetrically around 0, with a scale
 * for each output channel: w ≈ q · scale, |q| ≤ 127.
 *
 * <p>Processors without instructions for 8-bit dot products add two neighbouring products u·q, with
 * u from 0 to 255, in 16 bits and saturate. So the scale is large enough that the positive and the
 * negative q of an aligned pair of inputs sum to 128 at most: 255 · 128 fits, and every processor
 * computes the same sums. Rounding all weights to 7 bits would also do that, but with scales that
 * are half as fine again.
 */
final class Int8Matrix {
  private static final int LARGEST = 127;

  /** Most elements that are read at once. */
  private static final int READ = 1 << 22;

  /** Rows that are transposed together, so that writes fill cache lines. */
  private static final int STRIP = 64;

  private final TensorEntry weight;
  private final int out;
  private final int in;
  private final float[] scales;

  private Int8Matrix(TensorEntry weight, int out, int in, float[] scales) {
    this.weight = weight;
    this.out = out;
    this.in = in;
    this.scales = scales;
  }

  /**
   * Finds the scales of a matrix; its elements are read once now and once by {@link #transposed}.
   *
   * @param weight F32, F16 or BF16, {@code [out, in]}
   * @throws ModelIntegrityException if an element is not finite
   */
  static Int8Matrix of(TensorEntry weight) {
    int out = Math.toIntExact(weight.shape()[0]);
    int in = Math.toIntExact(weight.shape()[1]);
    float[] scales = new float[out];
    int most = rowsRead(in);
    for (int first = 0; first < out; first += most) {
      int rows = Math.min(most, out - first);
      float[] block = weight.floats((long) first * in, rows * in);
      for (int row = 0; row < rows; row++) {
        scales[first + row] = scale(weight, block, row * in, in);
      }
    }
    return new Int8Matrix(weight, out, in, scales);
  }

  /** Returns the step of one channel; 0 if all its weights are 0. */
  private static float scale(TensorEntry weight, float[] values, int from, int count) {
    float largest = 0;
    for (int i = 0; i < count; i += 2) {
      float a = values[from + i];
      float b = i + 1 < count ? values[from + i + 1] : 0;
      if (!Float.isFinite(a) || !Float.isFinite(b)) {
        throw new ModelIntegrityException(
            "The weight "
                + weight.name()
                + " has elements that are not finite and cannot be rounded to integers. Get the"
                + " model again, or open it with the precision FLOAT32.");
      }
      float positive = Math.max(a, 0) + Math.max(b, 0);
      float negative = Math.max(-a, 0) + Math.max(-b, 0);
      largest = Math.max(largest, Math.max(positive, negative));
    }
    return largest / LARGEST;
  }

  /** Returns the scales, {@code [out]}. */
  float[] scales() {
    return scales;
  }

  /** Returns the integers, {@code [in, out]}: the order in which the runtime multiplies. */
  ByteBuffer transposed() {
    byte[] integers = new byte[Math.multiplyExact(in, out)];
    int most = rowsRead(in);
    for (int first = 0; first < out; first += most) {
      int rows = Math.min(most, out - first);
      float[] block = weight.floats((long) first * in, rows * in);
      for (int strip = 0; strip < rows; strip += STRIP) {
        transpose(block, strip, Math.min(rows, strip + STRIP), first, integers);
      }
    }
    return ByteBuffer.wrap(integers);
  }

  private void transpose(float[] block, int from, int to, int first, byte[] integers) {
    for (int column = 0; column < in; column++) {
      for (int row = from; row < to; row++) {
        float scale = scales[first + row];
        double steps = scale == 0 ? 0 : Math.rint(block[row * in + column] / (double) scale);
        integers[column * out + first + row] = (byte) steps;
      }
    }
  }

  private static int rowsRead(int in) {
    return Math.max(1, READ / in);
  }
}
