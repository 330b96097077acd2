package ai.vugen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
  private static final int ALL = 1 << 16;

  @Test
  void fromF16_everyNumber_followsTheFormatsDefinition() {
    for (int i = 0; i < ALL; i++) {
      int exponent = (i >>> 10) & 31;
      int fraction = i & 0x3ff;
      double sign = i >= 0x8000 ? -1 : 1;
      float actual = HalfFloats.fromF16((short) i);
      if (exponent == 31 && fraction != 0) {
        assertThat(actual).isNaN();
      } else if (exponent == 31) {
        assertThat(actual).isEqualTo((float) (sign * Double.POSITIVE_INFINITY));
      } else {
        double value =
            exponent == 0
                ? fraction * 0x1p-24
                : (1 + fraction / 1024.0) * Math.scalb(1.0, exponent - 15);
        assertThat(Float.floatToRawIntBits(actual))
            .isEqualTo(Float.floatToRawIntBits((float) (sign * value)));
      }
    }
  }

  @Test
  void fromBf16_everyNumber_isTheUpperHalfOfAFloat() {
    for (int i = 0; i < ALL; i++) {
      assertThat(Float.floatToRawIntBits(HalfFloats.fromBf16((short) i))).isEqualTo(i << 16);
    }
  }

  @Test
  void narrowing_everyWidenedNumber_givesTheSameBits() {
    for (int i = 0; i < ALL; i++) {
      short bits = (short) i;
      assertThat(HalfFloats.toF16(HalfFloats.fromF16(bits))).isEqualTo(bits);
      assertThat(HalfFloats.toBf16(HalfFloats.fromBf16(bits))).isEqualTo(bits);
    }
  }

  @Test
  void narrowing_aroundEveryMidpoint_roundsToNearestEven() {
    for (int i = 0; i < 0x7bff; i++) {
      double low = HalfFloats.fromF16((short) i);
      double high = HalfFloats.fromF16((short) (i + 1));
      float middle = (float) ((low + high) / 2); // exact: a float has more fraction bits
      int even = i % 2 == 0 ? i : i + 1;
      assertThat(HalfFloats.toF16(Math.nextDown(middle))).isEqualTo((short) i);
      assertThat(HalfFloats.toF16(middle)).isEqualTo((short) even);
      assertThat(HalfFloats.toF16(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(HalfFloats.toF16(Math.nextUp(middle))).isEqualTo((short) (i + 1));
    }
    for (int i = 0; i < 0x7f7f; i++) {
      float middle = Float.intBitsToFloat((i << 16) + 0x8000);
      int even = i % 2 == 0 ? i : i + 1;
      assertThat(HalfFloats.toBf16(Math.nextDown(middle))).isEqualTo((short) i);
      assertThat(HalfFloats.toBf16(middle)).isEqualTo((short) even);
      assertThat(HalfFloats.toBf16(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(HalfFloats.toBf16(Math.nextUp(middle))).isEqualTo((short) (i + 1));
    }
  }

  @Test
  void narrowing_pastTheRange_givesInfinityOrZero() {
    assertThat(HalfFloats.toF16(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloats.toF16(65520f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloats.toF16(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
    assertThat(HalfFloats.toF16(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    assertThat(HalfFloats.toF16(0x1p-25f)).isEqualTo((short) 0);
    assertThat(HalfFloats.toF16(-0x1p-26f)).isEqualTo((short) 0x8000);
    assertThat(HalfFloats.toF16(Float.MIN_VALUE)).isEqualTo((short) 0);
    assertThat(HalfFloats.toBf16(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
    assertThat(HalfFloats.toBf16(Float.POSITIVE_INFINITY)).isEqualTo((short) 0x7f80);
    assertThat(HalfFloats.toBf16(-Float.MIN_VALUE)).isEqualTo((short) 0x8000);
  }

  @Test
  void narrowing_nanWithLowPayloadOnly_staysNan() {
    float nan = Float.intBitsToFloat(0xff80_0001);
    assertThat(HalfFloats.fromF16(HalfFloats.toF16(nan))).isNaN();
    assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(nan))).isNaN();
    assertThat(HalfFloats.toF16(nan)).isNegative();
  }

  @Test
  void narrowing_anyFloat_givesANearestNumber() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      short f16 = HalfFloats.toF16(value);
      short bf16 = HalfFloats.toBf16(value);
      if (Float.isNaN(value)) {
        assertThat(HalfFloats.fromF16(f16)).isNaN();
        continue;
      }
      double error = distance(value, HalfFloats.fromF16(f16), 0x1p16);
      assertThat(error)
          .isLessThanOrEqualTo(distance(value, HalfFloats.fromF16((short) (f16 + 1)), 0x1p16))
          .isLessThanOrEqualTo(distance(value, HalfFloats.fromF16((short) (f16 - 1)), 0x1p16));
      error = distance(value, HalfFloats.fromBf16(bf16), 0x1p128);
      assertThat(error)
          .isLessThanOrEqualTo(distance(value, HalfFloats.fromBf16((short) (bf16 + 1)), 0x1p128))
          .isLessThanOrEqualTo(distance(value, HalfFloats.fromBf16((short) (bf16 - 1)), 0x1p128));
    }
  }

  /** Infinity counts as the first power of two out of range; NaN is far from everything. */
  private static double distance(float value, float rounded, double outOfRange) {
    if (Float.isNaN(rounded)) {
      return Double.POSITIVE_INFINITY;
    }
    double place = Float.isInfinite(rounded) ? Math.copySign(outOfRange, rounded) : rounded;
    return Float.isInfinite(value) && value == rounded ? 0 : Math.abs(value - place);
  }
}
