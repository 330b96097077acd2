package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateTest {
  private static final Optimizer.Settings SETTINGS =
      new Optimizer.Settings(
          Optimizer.MatrixRule.NORMUON,
          new LearningRate(1e-2, 2, 20, 0.1),
          0.9,
          0.99,
          1e-8,
          0.05,
          1.0);

  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  /** A training run of the small reducer and decoder networks. */
  private static final class Run implements AutoCloseable {
    final TorchWeights weights =
        new TorchWeights(TorchBackend.cpu(ComputeType.BF16), SmallNetwork.initializer(8));
    final Optimizer optimizer = new Optimizer(weights, SETTINGS);
    final WeightAverage average = new WeightAverage(weights, 0.9, 2);
    final TrainingState state = new TrainingState(weights, optimizer, average);
    double loss;

    Run steps(int count) {
      for (int i = 0; i < count; i++) {
        try (TorchScope scope = new TorchScope()) {
          weights.newStep();
          TorchTensor error = SmallNetwork.DECODER.loss(weights);
          error.backward();
          optimizer.step();
          average.update();
          loss = error.item();
        }
      }
      return this;
    }

    @Override
    public void close() {
      average.close();
      optimizer.close();
      weights.close();
    }
  }

  @Test
  void aResumedRunGoesOnBitForBit(@TempDir Path folder) throws IOException {
    Path middle = folder.resolve("middle.safetensors");
    Path straight = folder.resolve("straight.safetensors");
    Path resumed = folder.resolve("resumed.safetensors");
    try (Run run = new Run()) {
      run.steps(4).state.save(middle, Map.of("cursor", "17"));
      run.steps(3).state.save(straight, Map.of());
    }
    try (Run run = new Run()) {
      assertThat(run.state.load(middle)).containsExactly(Map.entry("cursor", "17"));
      assertThat(run.optimizer.steps()).isEqualTo(4);
      assertThat(run.average.updates()).isEqualTo(4);
      run.steps(3).state.save(resumed, Map.of());
    }
    assertThat(Files.readAllBytes(resumed)).isEqualTo(Files.readAllBytes(straight));
    assertThat(Files.readAllBytes(resumed)).isNotEqualTo(Files.readAllBytes(middle));
  }

  @Test
  void trainingLowersTheLoss() {
    try (Run run = new Run()) {
      double before = run.steps(1).loss;
      assertThat(run.steps(15).loss).isLessThan(0.9 * before);
    }
  }

  @Test
  void refusesAFileThatIsNoTrainingState(@TempDir Path folder) {
    Path file = folder.resolve("other.safetensors");
    new SafetensorsWriter().add("weight/a", new long[] {1}, new float[] {1}).write(file);
    try (Run run = new Run()) {
      assertThatThrownBy(() -> run.state.load(file))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining("no training state");
    }
  }

  @Test
  void theAverageFollowsFirstThenLags() {
    try (Run run = new Run()) {
      Parameter weight = run.weights.put("w", Shape.of(1), new float[] {1});
      run.average.update();
      run.weights.put("w", weight.shape(), new float[] {2});
      run.average.update();
      assertThat(run.average.averages().values("w")).containsExactly(2);
      run.weights.put("w", weight.shape(), new float[] {12});
      run.average.update(); // the first that counts: keeps 1/10
      assertThat(run.average.averages().values("w")[0]).isCloseTo(11, within(1e-5f));
      run.average.update(); // keeps 2/11
      assertThat(run.average.averages().values("w")[0]).isCloseTo(12 - 2f / 11, within(1e-5f));
    }
  }

  @Test
  void savedWeightsCanBeLoadedAndAreChecked(@TempDir Path folder) {
    Path file = folder.resolve(Checkpoint.FILE_NAME);
    TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
    try (Run run = new Run()) {
      run.weights.put("a.w", Shape.of(2, 1), new float[] {1, 2});
      run.weights.put("b.w", Shape.of(1), new float[] {3});
      SafetensorsWriter writer = new SafetensorsWriter();
      run.weights.save(writer, "a.", DataType.F16);
      writer.write(file);
    }
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(checkpoint.names()).containsExactly("a.w");
    try (TorchWeights strict = new TorchWeights(backend, CheckpointInitializer.of(checkpoint));
        TorchWeights lenient =
            new TorchWeights(
                backend, new CheckpointInitializer(checkpoint, new RandomInitializer(1)))) {
      strict.parameter("a.w", Shape.of(2, 1));
      assertThat(strict.values("a.w")).containsExactly(1, 2);
      assertThatThrownBy(() -> strict.parameter("c.weight", Shape.of(1)))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining("c.weight");
      assertThatThrownBy(() -> lenient.parameter("a.w", Shape.of(1, 2)))
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining("[2, 1], but the network needs [1, 2]");
      lenient.parameter("c.weight", Shape.of(1), new Role(Role.Use.GAIN, Role.Place.ELSEWHERE));
      assertThat(lenient.values("c.weight")).containsExactly(1);
    }
  }

  @Test
  void aStepLeavesNoNativeMemoryBehind() {
    try (Run run = new Run()) {
      run.steps(5);
      long bytes = Pointer.totalBytes();
      long pointers = Pointer.totalCount();
      run.steps(50);
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }
  }
}
