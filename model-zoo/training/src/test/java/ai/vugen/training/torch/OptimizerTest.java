package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final LearningRate RATE = new LearningRate(0.05, 3, 20, 0.1);
  private static final Shape SHAPE = Shape.of(3, 5);

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
  private final TorchWeights weights = new TorchWeights(backend, new RandomInitializer(4));

  @Test
  void stepsLikeTheFormula() {
    compareWithFormula(Role.Use.MATRIX, 0.1, Double.POSITIVE_INFINITY);
  }

  @Test
  void clipsGradientsLikeTheFormula() {
    compareWithFormula(Role.Use.MATRIX, 0.1, 0.02);
  }

  @Test
  void doesNotDecayEmbeddings() {
    compareWithFormula(Role.Use.TABLE, 0, Double.POSITIVE_INFINITY);
  }

  @Test
  void decaysMatricesAndWindowsOnly() {
    Role.Use[] decayed = {Role.Use.MATRIX, Role.Use.WINDOW};
    for (Role.Use use : Role.Use.values()) {
      Role role = new Role(use, Role.Place.ELSEWHERE);
      assertThat(Optimizer.decays(role)).isEqualTo(List.of(decayed).contains(use));
    }
  }

  /** Minimises the mean of (w − target)², whose gradient is 2 (w − target) / elements. */
  private void compareWithFormula(Role.Use use, double expectedDecay, double clip) {
    String name = "a.weight";
    Role role = new Role(use, Role.Place.BLOCK);
    Optimizer.Settings settings =
        new Optimizer.Settings(Optimizer.MatrixRule.ADAMW, RATE, 0.9, 0.99, 1e-6, 0.1, clip);
    Random random = new Random(9);
    double[] expected = new double[15];
    double[] first = new double[15];
    double[] second = new double[15];
    float[] start = ((TorchTensor) weights.parameter(name, SHAPE, role)).floats();
    for (int i = 0; i < 15; i++) {
      expected[i] = start[i];
    }
    try (Optimizer optimizer = new Optimizer(weights, settings)) {
      for (int step = 0; step < 25; step++) {
        float[] target = new float[15];
        double squares = 0;
        double[] gradient = new double[15];
        for (int i = 0; i < 15; i++) {
          target[i] = (float) random.nextGaussian();
          gradient[i] = 2 * (expected[i] - target[i]) / 15;
          squares += gradient[i] * gradient[i];
        }
        double norm = Math.sqrt(squares);
        double scale = norm > clip ? clip / norm : 1;
        double rate = RATE.at(step);
        for (int i = 0; i < 15; i++) {
          double g = gradient[i] * scale;
          first[i] = 0.9 * first[i] + 0.1 * g;
          second[i] = 0.99 * second[i] + 0.01 * g * g;
          double mean = first[i] / (1 - Math.pow(0.9, step + 1));
          double deviation = Math.sqrt(second[i] / (1 - Math.pow(0.99, step + 1)));
          expected[i] -= rate * expectedDecay * expected[i];
          expected[i] -= rate * mean / (deviation + 1e-6);
        }
        assertThat(optimizer.rate()).isEqualTo(rate);
        assertThat(step(optimizer, role, target)).isCloseTo(norm, within(1e-5 * norm));
      }
      assertThat(optimizer.steps()).isEqualTo(25);
    }
    float[] reached = weights.values(name);
    for (int i = 0; i < 15; i++) {
      assertThat((double) reached[i]).isCloseTo(expected[i], within(1e-4));
    }
  }

  private double step(Optimizer optimizer, Role role, float[] target) {
    try (TorchScope scope = new TorchScope()) {
      weights.newStep();
      Tensor parameter = weights.parameter("a.weight", SHAPE, role);
      Losses.meanSquaredError(parameter, backend.real(target, 3, 5)).backward();
      return optimizer.step();
    }
  }

  @Test
  void leavesOutAnUpdateWhoseGradientsAreNotFinite() {
    Optimizer.Settings settings =
        new Optimizer.Settings(Optimizer.MatrixRule.ADAMW, RATE, 0.9, 0.99, 1e-6, 0.1, 1);
    try (Optimizer optimizer = new Optimizer(weights, settings)) {
      step(optimizer, Role.OTHER, new float[15]);
      float[] before = weights.values("a.weight");
      float[] broken = new float[15];
      broken[3] = Float.NaN;
      assertThat(step(optimizer, Role.OTHER, broken)).isNaN();
      assertThat(weights.values("a.weight")).containsExactly(before);
      assertThat(step(optimizer, Role.OTHER, new float[15])).isFinite();
      assertThat(weights.values("a.weight")).isNotEqualTo(before);
    }
  }

  @Test
  void doesNotTouchFrozenParameters() {
    weights.train("a.");
    Optimizer.Settings settings =
        new Optimizer.Settings(Optimizer.MatrixRule.ADAMW, RATE, 0.9, 0.99, 1e-6, 0.1, 1);
    try (TorchScope scope = new TorchScope();
        Optimizer optimizer = new Optimizer(weights, settings)) {
      Tensor sum = weights.parameter("a.weight", SHAPE).add(weights.parameter("b.weight", SHAPE));
      float[] a = weights.values("a.weight");
      float[] b = weights.values("b.weight");
      Losses.meanSquaredError(sum, backend.normal(1, 3, 5)).backward();
      optimizer.step();
      assertThat(weights.values("a.weight")).isNotEqualTo(a);
      assertThat(weights.values("b.weight")).containsExactly(b);
    }
  }

  @Test
  void theRateRisesToItsPeakAndFallsToItsFinalShare() {
    assertThat(RATE.at(0)).isCloseTo(0.05 / 3, within(1e-12));
    assertThat(RATE.at(2)).isCloseTo(0.05, within(1e-12));
    assertThat(RATE.at(3)).isCloseTo(0.05, within(1e-12));
    assertThat(RATE.at(3 + 17 / 2)).isBetween(0.027, 0.031);
    assertThat(RATE.at(20)).isCloseTo(0.005, within(1e-12));
    assertThat(RATE.at(100)).isCloseTo(0.005, within(1e-12));
  }
}
