package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchWeightsTest {
  private static final Shape SHAPE = Shape.of(2, 3);

  private final TorchWeights weights =
      new TorchWeights(TorchBackend.cpu(ComputeType.BF16), new RandomInitializer(1));

  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  @Test
  void firstValuesDependOnSeedAndNameButNotOnOrder() {
    float[] a = floats(weights, "a.weight");
    float[] b = floats(weights, "b.weight");
    TorchWeights again =
        new TorchWeights(TorchBackend.cpu(ComputeType.BF16), new RandomInitializer(1));
    assertThat(floats(again, "b.weight")).containsExactly(b).isNotEqualTo(a);
    assertThat(floats(again, "a.weight")).containsExactly(a);
    TorchWeights other =
        new TorchWeights(TorchBackend.cpu(ComputeType.BF16), new RandomInitializer(2));
    assertThat(floats(other, "a.weight")).isNotEqualTo(a);
  }

  @Test
  void rejectsAnotherShape() {
    weights.parameter("a.weight", SHAPE);
    assertThatThrownBy(() -> weights.parameter("a.weight", Shape.of(3, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("the parameter a.weight is [2, 3], but was asked for as [3, 2]");
  }

  @Test
  void gradientsReachFloat32MastersThroughTheComputingPrecision() {
    try (TorchScope scope = new TorchScope()) {
      TorchTensor parameter = (TorchTensor) weights.parameter("a.weight", SHAPE);
      assertThat(parameter.precision()).isEqualTo(ComputeType.BF16);
      Losses.meanSquaredError(parameter, weights.backend().normal(3, 2, 3)).backward();
      var gradient = weights.trained().get(0).gradient();
      assertThat(gradient.scalar_type().intern()).isEqualTo(ComputeType.FP32.scalarType());
      assertThat(gradient.abs().sum().item_float()).isPositive();
    }
  }

  @Test
  void trainsOnlyThePrefixesAsked() {
    weights.train("a.");
    weights.parameter("a.weight", SHAPE);
    weights.parameter("b.weight", SHAPE);
    assertThat(weights.trained()).extracting(Parameter::name).containsExactly("a.weight");
    weights.train("b.");
    assertThat(weights.trained()).extracting(Parameter::name).containsExactly("b.weight");
    assertThat(weights.names()).containsExactly("a.weight", "b.weight");
    assertThat(weights.count("")).isEqualTo(12);
    assertThat(weights.count("b.")).isEqualTo(6);
  }

  @Test
  void convertsAParameterOncePerStep() {
    Tensor first = weights.parameter("a.weight", SHAPE);
    assertThat(weights.parameter("a.weight", SHAPE)).isSameAs(first);
    weights.newStep();
    assertThat(weights.parameter("a.weight", SHAPE)).isNotSameAs(first);
  }

  @Test
  void aParameterFirstUsedInEvaluationStillTrainsAfterwards() {
    try (NoGradient evaluation = new NoGradient()) {
      weights.parameter("a.weight", SHAPE);
    }
    Losses.meanSquaredError(weights.parameter("a.weight", SHAPE), weights.backend().normal(3, 2, 3))
        .backward();
    assertThat(weights.trained().get(0).gradient().defined()).isTrue();
  }

  @Test
  void findsConstantsAgainByTheirNumbersAndShape() {
    Tensor six = weights.constant(new float[] {1, 2, 3, 4, 5, 6}, SHAPE);
    assertThat(weights.constant(new float[] {1, 2, 3, 4, 5, 6}, SHAPE)).isSameAs(six);
    assertThat(weights.constant(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(6))).isNotSameAs(six);
    assertThat(weights.constant(new float[] {1, 2, 3, 4, 5, 7}, SHAPE)).isNotSameAs(six);
    Tensor two = weights.indices(new long[] {1, 2}, Shape.of(2));
    assertThat(weights.indices(new long[] {1, 2}, Shape.of(2))).isSameAs(two);
  }

  @ParameterizedTest
  @EnumSource
  void networksComputeInBf16CloseToFloat32(SmallNetwork network) {
    assertThat(output(network, ComputeType.BF16).precision()).isEqualTo(ComputeType.BF16);
    float[] narrow = output(network, ComputeType.BF16).floats();
    float[] wide = output(network, ComputeType.FP32).floats();
    double error = 0;
    double size = 0;
    for (int i = 0; i < wide.length; i++) {
      error += (narrow[i] - wide[i]) * (narrow[i] - wide[i]);
      size += wide[i] * wide[i];
    }
    assertThat(Math.sqrt(error / size)).isBetween(1e-4, 0.05);
  }

  private static TorchTensor output(SmallNetwork network, ComputeType precision) {
    TorchBackend backend = TorchBackend.cpu(precision);
    TorchWeights weights = new TorchWeights(backend, SmallNetwork.initializer(1));
    return (TorchTensor) network.run(backend, new ai.vugen.tensor.Weights(weights));
  }

  private static float[] floats(TorchWeights weights, String name) {
    return ((TorchTensor) weights.parameter(name, SHAPE)).floats();
  }
}
