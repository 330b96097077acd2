package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients of whole networks against central differences in float64. */
class GradientTest {
  private static final double STEP = 1e-6;

  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  @ParameterizedTest
  @EnumSource
  void gradientsMatchFiniteDifferences(SmallNetwork network) {
    try (TorchWeights weights =
        new TorchWeights(TorchBackend.cpu(ComputeType.FP64), SmallNetwork.initializer(11))) {
      backward(network, weights);
      assertThat(weights.trained()).isNotEmpty();
      Random random = new Random(5);
      for (Parameter parameter : weights.trained()) {
        checkAlongRandomDirection(network, weights, parameter, random);
      }
    }
  }

  private static void checkAlongRandomDirection(
      SmallNetwork network, TorchWeights weights, Parameter parameter, Random random) {
    try (TorchScope scope = new TorchScope();
        NoGradient evaluation = new NoGradient()) {
      var direction =
          weights.backend().normal(random.nextLong(), parameter.shape().sizes()).value();
      var gradient = parameter.gradient(); // undefined where the output does not depend on it
      double expected = gradient.defined() ? gradient.mul(direction).sum().item_double() : 0;
      parameter.master().add_(direction, new Scalar(STEP));
      double above = value(network, weights);
      parameter.master().add_(direction, new Scalar(-2 * STEP));
      double below = value(network, weights);
      parameter.master().add_(direction, new Scalar(STEP));
      double measured = (above - below) / (2 * STEP);
      assertThat(measured)
          .as(parameter.name())
          .isCloseTo(expected, offset(1e-6 + 1e-5 * Math.abs(expected)));
    }
  }

  private static double value(SmallNetwork network, TorchWeights weights) {
    try (TorchScope scope = new TorchScope()) {
      weights.newStep();
      return network.loss(weights).item();
    }
  }

  private static void backward(SmallNetwork network, TorchWeights weights) {
    try (TorchScope scope = new TorchScope()) {
      weights.newStep();
      network.loss(weights).backward();
    }
  }
}
