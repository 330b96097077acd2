package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class TorchBackendTest {
  private final TorchBackend backend = TorchBackend.cpu(ComputeType.BF16);

  @Test
  void imagesBecomePlanesBetweenMinusOneAndOne() {
    byte[] rgb = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255}; // two pixels side by side
    TorchTensor pixels = backend.images(rgb, 1, 1, 2);
    assertThat(pixels.shape()).isEqualTo(Shape.of(1, 3, 1, 2));
    assertThat(pixels.floats())
        .containsExactly(new float[] {-1f, 0.2f, -0.6f, 0.6f, -0.2f, 1f}, within(1e-6f));
  }

  @Test
  void normalNumbersDependOnTheSeedAlone() {
    float[] numbers = backend.normal(7, 100, 100).floats();
    assertThat(backend.normal(7, 100, 100).floats()).containsExactly(numbers);
    assertThat(backend.normal(8, 100, 100).floats()).isNotEqualTo(numbers);
    double mean = 0;
    double square = 0;
    for (float number : numbers) {
      mean += number / 1e4;
      square += (double) number * number / 1e4;
    }
    assertThat(mean).isCloseTo(0, within(0.05));
    assertThat(square).isCloseTo(1, within(0.05));
  }

  @Test
  void rejectsNumbersThatDoNotFillTheShape() {
    assertThatThrownBy(() -> backend.real(new float[5], 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("5 values do not fill a tensor of [2, 3]");
  }

  @Test
  void emptyTensorsHaveNoNumbers() {
    assertThat(backend.real(new float[0], 2, 0, 3).floats()).isEmpty();
    assertThat(backend.indices(new long[0], 0).longs()).isEmpty();
  }

  @Test
  void operandsMeetInTheNarrowerPrecision() {
    TorchTensor wide = backend.real(new float[] {1, 2}, 2);
    TorchTensor narrow =
        new TorchTensor(backend, wide.in(ComputeType.BF16), wide.shape(), ComputeType.BF16);
    assertThat(((TorchTensor) wide.mul(wide)).precision()).isEqualTo(ComputeType.FP32);
    assertThat(((TorchTensor) wide.add(1).cos()).precision()).isEqualTo(ComputeType.FP32);
    for (var mixed : new ai.vugen.tensor.Tensor[] {wide.mul(narrow), narrow.sub(wide)}) {
      assertThat(((TorchTensor) mixed).precision()).isEqualTo(ComputeType.BF16);
      assertThat(((TorchTensor) mixed).value().scalar_type().intern())
          .isEqualTo(ComputeType.BF16.scalarType());
    }
    assertThat(((TorchTensor) narrow.mul(0.5)).value().scalar_type().intern())
        .isEqualTo(ComputeType.BF16.scalarType());
  }

  @Test
  void retainedTensorsOutliveTheirScope() {
    TorchTensor kept;
    TorchTensor dropped;
    try (TorchScope scope = new TorchScope()) {
      kept = ((TorchTensor) backend.real(new float[] {1, 2}, 2).add(1)).retain();
      dropped = backend.real(new float[] {1, 2}, 2);
    }
    assertThat(kept.floats()).containsExactly(2, 3);
    assertThat(dropped.value().isNull()).isTrue();
    kept.release();
    assertThat(kept.value().isNull()).isTrue();
  }

  @Test
  void aDeviceThatDoesNotExistIsRefusedByName() {
    assertThatThrownBy(() -> new TorchBackend(ComputeType.FP32, "abacus"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"abacus\"")
        .hasMessageContaining("cuda:1");
    assertThatThrownBy(() -> new TorchBackend(ComputeType.FP32, "cuda:99"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("\"cuda:99\"")
        .hasMessageContaining("-Pcuda");
  }
}
