package ai.vugen.flow;

import ai.vugen.error.Arguments;
import java.util.Objects;

/**
 * The random numbers of one image: a function from (seed, image, stream, element) to a number, the
 * same on every machine and whatever the batch, the order and the number of threads.
 *
 * <p>The exact definition, for use from any language. All words are unsigned 32-bit integers.
 * {@code philox(c0, c1, c2, c3; k0, k1)} is Philox-4x32 with 10 rounds as in the Random123 library;
 * with all six words 0 it gives {@code 6627e8d5 e169c58d bc57ac4c 9b00dbd8}.
 *
 * <pre>
 * (k0, k1)         = low and high word of the 64-bit seed (two's complement)
 * block(b)         = philox(low word of b, high word of b, image, stream; k0, k1)
 * stream           = 0 tower latent, 1 decoder, 2 text sampling
 *
 * normal(e):         (x0, x1, x2, x3) = block(floor(e / 4)), j = e mod 4
 *                    (a, b) = (x0, x1) if j &lt; 2 else (x2, x3)
 *                    r = sqrt(-2 ln((a + 0.5) / 2^32)), w = 2 pi ((b + 0.5) / 2^32)
 *                    r cos(w) if j is even, r sin(w) if j is odd
 * uniform(e):        (x0, x1, x2, x3) = block(e)
 *                    floor((x0 2^32 + x1) / 2^11) / 2^53
 * </pre>
 *
 * Normals are computed in double precision (with {@code ln}, {@code cos} and {@code sin} of fdlibm,
 * {@link StrictMath}) and rounded to float. Their largest magnitude is 6.77. Element {@code e}
 * counts a sample's values in the layout of the tensor that the noise is for.
 *
 * @param seed any value
 * @param image index of the image among those of one request, at least 0
 * @param stream what the numbers are for
 */
public record Noise(long seed, int image, Stream stream) {
  /** Uses of randomness; numbers of different streams are independent. */
  public enum Stream {
    /** The tower's starting point. */
    TOWER_LATENT(0),
    /** The pixel decoder's starting point. */
    DECODER(1),
    /** Choices among text tokens. */
    TEXT(2);

    private final int word;

    Stream(int word) {
      this.word = word;
    }
  }

  private static final int LANES = 4;
  private static final double WORD = 0x1p-32;

  /**
   * @throws ai.vugen.error.InvalidRequestException if {@code image} is negative
   */
  public Noise {
    Arguments.require(image >= 0, "image index", image, "0 or more");
  }

  /** Returns a number of the standard normal distribution. */
  public float normal(long element) {
    checkElement(element);
    int[] block = new int[LANES];
    double[] normals = new double[LANES];
    normals(element / LANES, block, normals);
    return (float) normals[(int) (element % LANES)];
  }

  /** Writes the normals of elements 0 to {@code length - 1} to {@code out} from {@code from} on. */
  public void fill(float[] out, int from, int length) {
    Objects.checkFromIndexSize(from, length, out.length);
    int[] block = new int[LANES];
    double[] normals = new double[LANES];
    for (int i = 0; i < length; i++) {
      if (i % LANES == 0) {
        normals(i / LANES, block, normals);
      }
      out[from + i] = (float) normals[i % LANES];
    }
  }

  /** Writes the same floats as {@link #fill(float[], int, int)}, widened to doubles. */
  public void fill(double[] out, int from, int length) {
    Objects.checkFromIndexSize(from, length, out.length);
    float[] floats = new float[length];
    fill(floats, 0, length);
    for (int i = 0; i < length; i++) {
      out[from + i] = floats[i];
    }
  }

  /** Returns a number of the uniform distribution on [0, 1), a multiple of 2^-53. */
  public double uniform(long element) {
    checkElement(element);
    int[] block = new int[LANES];
    block(element, block);
    long word = (long) block[0] << 32 | Integer.toUnsignedLong(block[1]);
    return (word >>> 11) * 0x1p-53;
  }

  private void normals(long index, int[] block, double[] normals) {
    block(index, block);
    for (int pair = 0; pair < LANES; pair += 2) {
      double radius = Math.sqrt(-2 * StrictMath.log(unit(block[pair])));
      double angle = 2 * Math.PI * unit(block[pair + 1]);
      normals[pair] = radius * StrictMath.cos(angle);
      normals[pair + 1] = radius * StrictMath.sin(angle);
    }
  }

  private void block(long index, int[] block) {
    block[0] = (int) index;
    block[1] = (int) (index >>> 32);
    block[2] = image;
    block[3] = stream.word;
    Philox.encrypt(block, seed);
  }

  /** Returns the middle of one of 2^32 equal parts of (0, 1). */
  private static double unit(int word) {
    return (Integer.toUnsignedLong(word) + 0.5) * WORD;
  }

  private static void checkElement(long element) {
    if (element < 0) {
      throw new IndexOutOfBoundsException("element " + element + " of the noise; the first is 0");
    }
  }
}
