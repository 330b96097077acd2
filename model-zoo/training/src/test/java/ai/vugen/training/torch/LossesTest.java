package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final float[] LOGITS = {1, 2, 3, 0, -1, 5, 2, 2, 2};

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);

  @Test
  void meanSquaredErrorAveragesSquares() {
    TorchTensor a = backend.real(new float[] {1, 2, 3, 4}, 2, 2);
    TorchTensor b = backend.real(new float[] {1, 0, 6, 4}, 2, 2);
    assertThat(Losses.meanSquaredError(a, b).item()).isEqualTo(13.0 / 4);
    assertThat(Losses.meanAbsoluteError(a, b).item()).isEqualTo(5.0 / 4);
  }

  @Test
  void bfloat16PredictionsAreComparedInFloat32() {
    TorchTensor wide = backend.real(new float[] {1 + 1 / 256f}, 1); // halfway between bfloat16s
    TorchTensor narrow =
        new TorchTensor(backend, wide.in(ComputeType.BF16), wide.shape(), ComputeType.BF16);
    TorchTensor loss = Losses.meanAbsoluteError(narrow, wide);
    assertThat(loss.precision()).isEqualTo(ComputeType.FP32);
    assertThat(loss.item()).isEqualTo(0.00390625);
  }

  @Test
  void crossEntropyWeighsRows() {
    TorchTensor logits = backend.real(LOGITS, 3, 3);
    TorchTensor targets = backend.indices(new long[] {2, 0, 1}, 3);
    TorchTensor weights = backend.real(new float[] {1, 0, 3}, 3);
    double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 3;
    double third = Math.log(3);
    assertThat(Losses.crossEntropy(logits, targets, weights).item())
        .isCloseTo((first + 3 * third) / 4, within(1e-6));
  }

  @Test
  void rowsOfWeightZeroGetNoGradient() {
    TorchTensor logits = backend.real(LOGITS, 3, 3);
    logits.value().set_requires_grad(true);
    TorchTensor targets = backend.indices(new long[] {2, 0, 1}, 3);
    Losses.crossEntropy(logits, targets, backend.real(new float[] {1, 0, 3}, 3)).backward();
    float[] gradient =
        new TorchTensor(backend, logits.value().grad(), logits.shape(), ComputeType.FP32).floats();
    assertThat(gradient[3]).isZero();
    assertThat(gradient[4]).isZero();
    assertThat(gradient[5]).isZero();
    assertThat((double) gradient[6]).isCloseTo(3.0 / 4 / 3, within(1e-6));
    assertThat((double) gradient[7]).isCloseTo(3.0 / 4 * (1.0 / 3 - 1), within(1e-6));
  }

  @Test
  void crossEntropyOfNoRowsIsZero() {
    TorchTensor none = backend.real(new float[3], 3);
    TorchTensor targets = backend.indices(new long[] {2, 0, 1}, 3);
    assertThat(Losses.crossEntropy(backend.real(LOGITS, 3, 3), targets, none).item()).isZero();
  }

  @Test
  void rejectsShapesThatDoNotFit() {
    TorchTensor a = backend.real(new float[] {1, 2}, 2);
    TorchTensor b = backend.real(new float[] {1, 2}, 1, 2);
    assertThatThrownBy(() -> Losses.meanSquaredError(a, b))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2], target [1, 2]");
    TorchTensor logits = backend.real(LOGITS, 3, 3);
    TorchTensor targets = backend.indices(new long[] {1, 2}, 2);
    assertThatThrownBy(() -> Losses.crossEntropy(logits, targets, a))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("logits [3, 3], targets [2], weights [2]");
  }
}
