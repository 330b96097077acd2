package ai.vugen.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.error.ModelIntegrityException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class Int8WindowTest {
  private static TensorEntry weight(int out, int in, int kernel, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new TensorEntry(
        "w", DataType.F32, new long[] {out, in, kernel, kernel}, new TensorSource.InMemory(bytes));
  }

  @Test
  void theLargestOfAChannelIs64StepsAndTheOrderStays() {
    Int8Window window = Int8Window.of(weight(2, 3, 1, 64, -3.4f, 2.5f, 1, -2, 0));

    assertThat(window.scales()).containsExactly(1, 2f / 64);
    assertThat(window.integers()).containsExactly(64, -3, 2, 32, -64, 0);
    assertThat(window.bytes().remaining()).isEqualTo(6);
  }

  @Test
  void aChannelOfZerosHasAScaleThatABiasCanBeDividedBy() {
    Int8Window window = Int8Window.of(weight(2, 1, 1, 0, 3));

    assertThat(window.scales()).containsExactly(1, 3f / 64);
    assertThat(window.integers()).containsExactly(0, 64);
  }

  @Test
  void noWeightIsMoreThanHalfAStepOff() {
    float[] values = Int8MatrixTest.noise(5 * 4 * 9, 3);
    Int8Window window = Int8Window.of(weight(5, 4, 3, values));

    for (int i = 0; i < values.length; i++) {
      float scale = window.scales()[i / 36];
      assertThat(window.integers()[i] * scale).isCloseTo(values[i], within(0.5001f * scale));
    }
  }

  @Test
  void whatIsNotFiniteIsRefusedByName() {
    assertThatThrownBy(() -> Int8Window.of(weight(1, 1, 1, Float.NaN)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("The weight w")
        .hasMessageContaining("FLOAT32");
  }
}
