package ai.vugen.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.HalfFloats;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.error.ModelIntegrityException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Int8MatrixTest {
  static TensorEntry matrix(int out, int in, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new TensorEntry(
        "w", DataType.F32, new long[] {out, in}, new TensorSource.InMemory(bytes));
  }

  static float[] noise(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void aScaleIsTheLargestPairSumOver127() {
    Int8Matrix matrix = Int8Matrix.of(matrix(3, 4, 1, -2, 3, 4, 0, 0, 0, 0, -5, -1, 6, -6));

    assertThat(matrix.scales()).containsExactly(7f / 127, 0, 6f / 127);
  }

  @Test
  void roundsToTheNearestStepAndTransposes() {
    // steps of 1: channel 0 has the pair 100 + 27, channel 1 the single 127
    Int8Matrix matrix = Int8Matrix.of(matrix(2, 3, 100, 27, -3.4f, 127, -60.6f, 2.5f));

    assertThat(matrix.scales()).containsExactly(1, 1);
    assertThat(matrix.transposed().array()).containsExactly(100, 127, 27, -61, -3, 2);
  }

  @Test
  void aChannelOfZerosStaysZero() {
    assertThat(Int8Matrix.of(matrix(2, 2, 0, 0, 1, 1)).transposed().array())
        .containsExactly(0, 64, 0, 64);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 7", "70, 130", "129, 64"})
  void everyWeightIsWithinHalfAStepAndNoPairOverflows(int out, int in) {
    float[] values = noise(out * in, 3);
    Int8Matrix matrix = Int8Matrix.of(matrix(out, in, values));
    byte[] integers = matrix.transposed().array();
    for (int row = 0; row < out; row++) {
      float scale = matrix.scales()[row];
      for (int column = 0; column < in; column++) {
        int q = integers[column * out + row];
        assertThat(q * scale).isCloseTo(values[row * in + column], within(scale * 0.50001f));
        int neighbour = column % 2 == 0 && column + 1 < in ? integers[(column + 1) * out + row] : 0;
        assertThat(Math.max(q, 0) + Math.max(neighbour, 0)).isLessThanOrEqualTo(128);
        assertThat(Math.min(q, 0) + Math.min(neighbour, 0)).isGreaterThanOrEqualTo(-128);
      }
    }
  }

  @Test
  void halfPrecisionIsReadAsItsFloats() {
    float[] values = noise(6 * 10, 4);
    ByteBuffer halves = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      short bits = HalfFloats.toF16(values[i]);
      halves.putShort(bits);
      rounded[i] = HalfFloats.fromF16(bits);
    }
    TensorEntry half =
        new TensorEntry(
            "w", DataType.F16, new long[] {6, 10}, new TensorSource.InMemory(halves.flip()));

    assertThat(Int8Matrix.of(half).scales())
        .containsExactly(Int8Matrix.of(matrix(6, 10, rounded)).scales());
    assertThat(Int8Matrix.of(half).transposed())
        .isEqualTo(Int8Matrix.of(matrix(6, 10, rounded)).transposed());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(float value) {
    assertThatThrownBy(() -> Int8Matrix.of(matrix(1, 3, 1, 2, value)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContainingAll("w has elements that are not finite", "FLOAT32");
  }
}
