package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NorMuonTest {
  private static final LearningRate RATE = new LearningRate(0.05, 2, 20, 0.1);
  private static final String NAME = "mlp.weight";
  private static final Role ROLE = new Role(Role.Use.MATRIX, Role.Place.BLOCK);

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
  private final TorchWeights weights = new TorchWeights(backend, new RandomInitializer(4));

  @Test
  void singularValuesBecomeAboutOne() {
    try (TorchScope scope = new TorchScope()) {
      float[] diagonal = {10, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, -0.5f, 0, 0};
      for (ComputeType precision : new ComputeType[] {ComputeType.FP32, ComputeType.BF16}) {
        float[] wide =
            HostMemory.floats(
                NorMuon.orthogonal(backend.upload(diagonal, 3, 5), TorchBackend.cpu(precision)));
        for (int i = 0; i < 15; i++) {
          boolean singular = i % 6 == 0;
          assertThat(Math.abs(wide[i])).isBetween(singular ? 0.6f : 0, singular ? 1.3f : 0.01f);
          assertThat(wide[i] * diagonal[i]).isGreaterThanOrEqualTo(0);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 5", "5, 3", "4, 4"})
  void stepsLikeTheFormula(int rows, int columns) {
    Optimizer.Settings settings =
        new Optimizer.Settings(
            Optimizer.MatrixRule.NORMUON, RATE, 0.9, 0.8, 1e-6, 0.1, Double.POSITIVE_INFINITY);
    Random random = new Random(9);
    int count = rows * columns;
    Shape shape = Shape.of(rows, columns);
    double[] w = new double[count];
    try (TorchScope scope = new TorchScope();
        Optimizer optimizer = new Optimizer(weights, settings)) {
      float[] start = ((TorchTensor) weights.parameter(NAME, shape, ROLE)).floats();
      for (int i = 0; i < count; i++) {
        w[i] = start[i];
      }
      double[] momentum = new double[count];
      double[] sizes = new double[rows];
      for (int step = 0; step < 6; step++) {
        float[] target = new float[count];
        double[] ahead = new double[count];
        for (int i = 0; i < count; i++) {
          target[i] = (float) random.nextGaussian();
          double gradient = 2 * (w[i] - target[i]) / count;
          momentum[i] = 0.95 * momentum[i] + 0.05 * gradient;
          ahead[i] = 0.05 * gradient + 0.95 * momentum[i];
        }
        expectStep(w, orthogonal(ahead, rows, columns), sizes, RATE.at(step));
        weights.newStep();
        Tensor parameter = weights.parameter(NAME, shape, ROLE);
        Losses.meanSquaredError(parameter, backend.real(target, rows, columns)).backward();
        optimizer.step();
      }
    }
    float[] reached = weights.values(NAME);
    for (int i = 0; i < count; i++) {
      assertThat((double) reached[i]).isCloseTo(w[i], within(1e-4));
    }
  }

  /** Divides rows by their running size, gives the step its length, decays and moves. */
  private static void expectStep(double[] w, double[] step, double[] sizes, double rate) {
    int columns = w.length / sizes.length;
    double squares = 0;
    for (int row = 0; row < sizes.length; row++) {
      double mean = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        mean += step[i] * step[i] / columns;
      }
      sizes[row] = 0.8 * sizes[row] + 0.2 * mean;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        step[i] /= Math.sqrt(sizes[row]);
        squares += step[i] * step[i];
      }
    }
    double length = 0.2 * rate * Math.sqrt(w.length / squares);
    for (int i = 0; i < w.length; i++) {
      w[i] = w[i] * (1 - rate * 0.1) - length * step[i];
    }
  }

  /** Five iterations of a X + (b X Xᵀ + c (X Xᵀ)²) X, for matrices of any proportion. */
  private static double[] orthogonal(double[] matrix, int rows, int columns) {
    double norm = 0;
    for (double value : matrix) {
      norm += value * value;
    }
    double[] x = matrix.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] /= Math.sqrt(norm);
    }
    for (int iteration = 0; iteration < 5; iteration++) {
      double[] square = new double[rows * rows];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < rows; j++) {
          for (int k = 0; k < columns; k++) {
            square[i * rows + j] += x[i * columns + k] * x[j * columns + k];
          }
        }
      }
      double[] once = product(square, x, rows, columns);
      double[] twice = product(square, once, rows, columns);
      for (int i = 0; i < x.length; i++) {
        x[i] = 3.4445 * x[i] - 4.7750 * once[i] + 2.0315 * twice[i];
      }
    }
    return x;
  }

  private static double[] product(double[] square, double[] x, int rows, int columns) {
    double[] product = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < rows; k++) {
          product[i * columns + j] += square[i * rows + k] * x[k * columns + j];
        }
      }
    }
    return product;
  }
}
