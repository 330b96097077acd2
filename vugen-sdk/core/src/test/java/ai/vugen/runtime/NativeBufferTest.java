package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeBufferTest {

  @ParameterizedTest
  @EnumSource
  void beginsWithZeros(ElementType type) {
    try (NativeBuffer buffer = NativeBuffer.allocate(type, 1000)) {
      assertThat(buffer.tensor(1000).bytes()).hasSize(1000 * type.bytes()).containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16"})
  void carriesFloats(ElementType type) {
    try (NativeBuffer buffer = NativeBuffer.allocate(type, 6)) {
      NativeTensor middle = buffer.slice(1, 2, 2).put(new float[] {1.5f, -2, 0.25f, 96});
      assertThat(middle.floats()).containsExactly(1.5f, -2, 0.25f, 96);
      assertThat(buffer.tensor(6).floats()).containsExactly(0, 1.5f, -2, 0.25f, 96, 0);
      float[] into = new float[6];
      middle.get(into, 2);
      assertThat(into).containsExactly(0, 0, 1.5f, -2, 0.25f, 96);
      middle.put(new float[] {9, 9, 1, 2, 3, 4}, 2);
      assertThat(middle.floats()).containsExactly(1, 2, 3, 4);
      assertThatThrownBy(middle::longs).isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> middle.put(new float[5], 2))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("only 3");
    }
  }

  @Test
  void roundsToHalves() {
    try (NativeBuffer half = NativeBuffer.allocate(ElementType.F16, 4);
        NativeBuffer brain = NativeBuffer.allocate(ElementType.BF16, 4)) {
      float[] values = {1 / 3f, 65504, 1e-8f, Float.NEGATIVE_INFINITY};
      assertThat(half.tensor(4).put(values).floats())
          .containsExactly(0.33325195f, 65504, 0, Float.NEGATIVE_INFINITY);
      assertThat(brain.tensor(4).put(values).floats())
          .containsExactly(0.33398438f, 65536, 1.0011718e-8f, Float.NEGATIVE_INFINITY);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"I64", "I32", "I8", "U8", "BOOL"})
  void carriesIntegers(ElementType type) {
    try (NativeBuffer buffer = NativeBuffer.allocate(type, 5)) {
      NativeTensor part = buffer.slice(2, 3).put(new long[] {1, 0, 1});
      assertThat(part.longs()).containsExactly(1, 0, 1);
      assertThat(buffer.tensor(5).longs()).containsExactly(0, 0, 1, 0, 1);
      assertThatThrownBy(part::floats).isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void keepsIntegersWithinTheirType() {
    try (NativeBuffer u8 = NativeBuffer.allocate(ElementType.U8, 1);
        NativeBuffer i8 = NativeBuffer.allocate(ElementType.I8, 1);
        NativeBuffer i32 = NativeBuffer.allocate(ElementType.I32, 1)) {
      assertThat(u8.tensor(1).put(new long[] {255}).longs()).containsExactly(255);
      assertThat(i8.tensor(1).put(new long[] {-128}).longs()).containsExactly(-128);
      assertThat(i32.tensor(1).put(new long[] {-7}).longs()).containsExactly(-7);
      assertThatThrownBy(() -> u8.tensor(1).put(new long[] {256}))
          .hasMessageContaining("256 does not fit into U8");
      assertThatThrownBy(() -> i8.tensor(1).put(new long[] {128}))
          .isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> i32.tensor(1).put(new long[] {1L << 31}))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void copiesBetweenBuffersAndWithinOne() {
    try (NativeBuffer a = NativeBuffer.allocate(ElementType.F32, 6);
        NativeBuffer b = NativeBuffer.allocate(ElementType.F32, 6);
        NativeBuffer other = NativeBuffer.allocate(ElementType.I32, 6)) {
      a.tensor(6).put(new float[] {1, 2, 3, 4, 5, 6});
      b.slice(1, 4).put(a.slice(2, 2, 2));
      assertThat(b.tensor(6).floats()).containsExactly(0, 3, 4, 5, 6, 0);
      a.slice(1, 4).put(a.slice(0, 4));
      assertThat(a.tensor(6).floats()).containsExactly(1, 1, 2, 3, 4, 6);
      a.slice(1, 3).clear();
      assertThat(a.tensor(6).floats()).containsExactly(1, 0, 0, 0, 4, 6);
      assertThatThrownBy(() -> a.tensor(6).put(other.tensor(6)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("I32[6] cannot be copied into F32[6]");
      assertThatThrownBy(() -> a.tensor(5).put(b.tensor(6)))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, 6)) {
      for (long[] shape : new long[][] {{7}, {2, 4}, {-1}, {-2, -3}, {1L << 40, 1L << 40}}) {
        assertThatThrownBy(() -> buffer.tensor(shape)).isInstanceOf(InvalidRequestException.class);
      }
      assertThatThrownBy(() -> buffer.slice(3, 2, 2))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage("Shape [2, 2] at element 3 does not fit into a buffer of 6 elements.");
      assertThatThrownBy(() -> buffer.slice(-1, 1)).isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> buffer.slice(Long.MAX_VALUE, 1))
          .isInstanceOf(InvalidRequestException.class);
      assertThat(buffer.slice(6, 0).floats()).isEmpty();
      assertThat(buffer.slice(5).floats()).hasSize(1);
    }
    assertThatThrownBy(() -> NativeBuffer.allocate(ElementType.F32, -1))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> NativeBuffer.allocate(ElementType.I64, 1L << 28))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void equalPartsAreEqual() {
    try (NativeBuffer a = NativeBuffer.allocate(ElementType.F32, 6);
        NativeBuffer b = NativeBuffer.allocate(ElementType.F32, 6)) {
      assertThat(a.slice(1, 2, 2)).isEqualTo(a.slice(1, 2, 2)).hasSameHashCodeAs(a.slice(1, 2, 2));
      assertThat(a.slice(1, 2, 2))
          .isNotEqualTo(a.slice(2, 2, 2))
          .isNotEqualTo(a.slice(1, 4))
          .isNotEqualTo(b.slice(1, 2, 2));
    }
  }

  @Test
  void servesMoreShapesThanItKeepsHandlesOf() {
    try (Session session =
            Session.open(
                Graphs.unary("Identity", Graphs.F32, "n"), SessionOptions.named("identity"));
        NativeBuffer from = NativeBuffer.allocate(ElementType.F32, 500);
        NativeBuffer into = NativeBuffer.allocate(ElementType.F32, 500)) {
      for (int n = 0; n < 500; n++) {
        from.slice(n, 1).put(new float[] {n});
      }
      for (int n = 1; n <= 500; n += 3) {
        into.tensor(500).clear();
        session.run(
            Map.of("x", from.tensor(n)), Map.of("y", into.tensor(n)), RunControl.unlimited());
        assertThat(into.tensor(n).floats()).isEqualTo(from.tensor(n).floats());
      }
    }
  }
}
