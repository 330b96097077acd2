package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.WeightSource;
import ai.vugen.tensor.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class DataParallelTest {
  private static final ReducerConfig CONFIG = new ReducerConfig.Mlp(8, 12, 4);
  private static final int SAMPLES = 6;

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP64);
  private final TorchWeights weights = new TorchWeights(backend, new RandomInitializer(1));

  /** The loss of a few samples of a fixed batch. */
  private TorchTensor loss(WeightSource source, int from, int count) {
    Tensor inputs = backend.normal(1, SAMPLES, 5, 8).slice(0, from, from + count);
    Tensor targets = backend.normal(2, SAMPLES, 5, 4).slice(0, from, from + count);
    return Losses.meanSquaredError(Reducer.of(CONFIG, new Weights(source)).reduce(inputs), targets);
  }

  private Map<String, double[]> takeGradients() {
    Map<String, double[]> gradients = new TreeMap<>();
    try (TorchScope scope = new TorchScope()) {
      for (Parameter parameter : weights.trained()) {
        gradients.put(
            parameter.name(),
            new TorchTensor(backend, parameter.gradient(), parameter.shape(), ComputeType.FP64)
                .doubles());
        parameter.clearGradient();
      }
    }
    return gradients;
  }

  @Test
  void sharesGiveTheGradientsOfTheWholeBatch() {
    loss(weights, 0, SAMPLES).backward();
    Map<String, double[]> whole = takeGradients();
    assertThat(whole).hasSize(4);
    try (DataParallel parallel = new DataParallel(weights, 3)) {
      double[] losses = parallel.backward((source, share) -> loss(source, 2 * share, 2));
      assertThat((losses[0] + losses[1] + losses[2]) / 3)
          .isCloseTo(loss(weights, 0, SAMPLES).item(), within(1e-12));
      Map<String, double[]> shared = takeGradients();
      whole.forEach(
          (name, gradient) ->
              assertThat(shared.get(name)).as(name).containsExactly(gradient, within(1e-12)));
    }
  }

  @Test
  void gradientsOfSeveralCallsAddUp() {
    try (DataParallel parallel = new DataParallel(weights, 2)) {
      DataParallel.Share share = (source, i) -> loss(source, 3 * i, 3);
      parallel.backward(share);
      Map<String, double[]> once = takeGradients();
      parallel.backward(share);
      parallel.backward(share);
      Map<String, double[]> twice = takeGradients();
      once.forEach(
          (name, gradient) ->
              assertThat(twice.get(name))
                  .as(name)
                  .containsExactly(
                      Arrays.stream(gradient).map(g -> 2 * g).toArray(), within(1e-14)));
    }
  }

  @Test
  void aStepChangesWhatTheThreadsSee() {
    Optimizer.Settings settings =
        new Optimizer.Settings(
            Optimizer.MatrixRule.ADAMW, new LearningRate(0.01, 0, 50, 0.1), 0.9, 0.99, 1e-8, 0, 1);
    try (DataParallel parallel = new DataParallel(weights, 2);
        Optimizer optimizer = new Optimizer(weights, settings)) {
      double first = parallel.backward((source, i) -> loss(source, 3 * i, 3))[0];
      double last = first;
      for (int i = 0; i < 50; i++) {
        optimizer.step();
        last = parallel.backward((source, share) -> loss(source, 3 * share, 3))[0];
      }
      assertThat(last).isLessThan(0.7 * first);
    }
  }

  @Test
  void frozenParametersGetNoGradient() {
    try (DataParallel parallel = new DataParallel(weights, 2)) {
      parallel.backward((source, i) -> loss(source, 3 * i, 3));
      takeGradients();
      weights.train("2.");
      parallel.backward((source, i) -> loss(source, 3 * i, 3));
      assertThat(takeGradients()).containsOnlyKeys("2.bias", "2.weight");
      weights.train("");
      assertThat(weights.trained())
          .filteredOn(p -> p.name().startsWith("0."))
          .noneMatch(p -> p.gradient().defined());
    }
  }

  @Test
  void aFailedShareFailsTheStepAndLeavesNoGradients() {
    try (DataParallel parallel = new DataParallel(weights, 2)) {
      assertThatThrownBy(() -> parallel.backward((source, i) -> loss(source, 5 * i, 5)))
          .isInstanceOf(ShapeException.class);
      assertThat(weights.trained()).isNotEmpty().noneMatch(p -> p.gradient().defined());
      parallel.backward((source, i) -> loss(source, 3 * i, 3));
      Map<String, double[]> after = takeGradients();
      loss(weights, 0, SAMPLES).backward();
      takeGradients()
          .forEach(
              (name, gradient) ->
                  assertThat(after.get(name)).containsExactly(gradient, within(1e-12)));
    }
  }

  @Test
  void leavesNoNativeMemoryBehind() {
    try (DataParallel parallel = new DataParallel(weights, 2)) {
      for (int i = 0; i < 3; i++) {
        parallel.backward((source, share) -> loss(source, 3 * share, 3));
      }
      long pointers = Pointer.totalCount();
      for (int i = 0; i < 50; i++) {
        parallel.backward((source, share) -> loss(source, 3 * share, 3));
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }
  }
}
