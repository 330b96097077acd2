package ai.vugen.checkpoint;

/**
 * Conversions between single precision and the two 16-bit float formats, F16 (IEEE 754 half
 * precision: 5 exponent bits, 10 fraction bits) and BF16 (8 exponent bits, 7 fraction bits).
 *
 * <p>Widening is exact. Narrowing rounds to nearest, ties to even; values beyond the largest finite
 * number become infinite, values below the smallest subnormal become a zero of the same sign. NaN
 * stays NaN and keeps its sign and as much of its payload as fits, so that widening a 16-bit number
 * and narrowing it again gives the same 16 bits.
 */
public final class HalfFloats {
  private static final int FLOAT_INFINITY = 0x7f80_0000;
  private static final int SMALLEST_NORMAL_HALF = 0x3880_0000;
  private static final int BEYOND_HALF = 0x4780_0000;
  private static final int HALF_INFINITY = 0x7c00;
  // Difference of the two exponent biases, as bits of a float.
  private static final int REBIAS = (127 - 15) << 23;

  private HalfFloats() {}

  /** Returns the float equal to the half precision number with these bits. */
  public static float fromF16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int magnitude = bits & 0x7fff;
    if (magnitude < 0x0400) {
      float subnormal = magnitude * 0x1p-24f;
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(subnormal));
    }
    int shifted = magnitude << 13;
    int widened = magnitude < HALF_INFINITY ? shifted + REBIAS : shifted | FLOAT_INFINITY;
    return Float.intBitsToFloat(sign | widened);
  }

  /** Returns the bits of the half precision number nearest to {@code value}. */
  public static short toF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    return (short) (sign | f16Magnitude(bits & 0x7fff_ffff));
  }

  private static int f16Magnitude(int magnitude) {
    if (magnitude > FLOAT_INFINITY) {
      int payload = (magnitude >>> 13) & 0x3ff;
      return HALF_INFINITY | (payload == 0 ? 0x200 : payload);
    }
    if (magnitude >= BEYOND_HALF) {
      return HALF_INFINITY;
    }
    if (magnitude < SMALLEST_NORMAL_HALF) {
      return (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24);
    }
    int rebased = magnitude - REBIAS;
    return (rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13; // a carry may reach the exponent
  }

  /** Returns the float equal to the bfloat16 number with these bits. */
  public static float fromBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Returns the bits of the bfloat16 number nearest to {@code value}. */
  public static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fff_ffff) > FLOAT_INFINITY) {
      int top = bits >>> 16;
      return (short) ((top & 0x7f) == 0 ? top | 0x40 : top);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
