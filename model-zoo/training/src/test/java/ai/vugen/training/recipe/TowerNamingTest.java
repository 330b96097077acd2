package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.model.tower.GenerationTower;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.Distribution;
import ai.vugen.training.torch.Initializer;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.ObjectColour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tower's tokens say of the things they draw. */
final class TowerNamingTest {
  private static final int WIDTH = 4;
  private static final int CONCEPTS = 2;
  private static final TowerNaming NAMING = new TowerNaming(1, 2, WIDTH, CONCEPTS);

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);

  /** Two pictures of two cells. */
  private static WorldData.Scenes scenes(long... concepts) {
    long[] colours = {0, ObjectColour.RED.label(), 0, 0};
    return new WorldData.Scenes(
        2, 2, new byte[0], List.of(), List.of(), List.of(), concepts, colours);
  }

  private double distance(Initializer heads, Tensor tokens, WorldData.Scenes scenes) {
    try (TorchWeights weights = new TorchWeights(backend, heads)) {
      Tensor first = backend.normal(9, tokens.shape().sizes());
      GenerationTower.Output output = new GenerationTower.Output(first, List.of(first, tokens));
      return NAMING.distance(new Weights(weights), backend, output, scenes).item();
    }
  }

  @Test
  void headsThatKnowNothingAreAsFarAsTheNumberOfAnswers() {
    try (TorchScope scope = new TorchScope()) {
      Initializer nothing = new RandomInitializer(1).with(role -> true, Distribution.ZERO);
      Tensor tokens = backend.normal(1, 2, 2, WIDTH);
      double expected = Math.log(1 + CONCEPTS) + Math.log(1 + ObjectColour.tints().size());
      assertThat(distance(nothing, tokens, scenes(0, 1, 2, 0))).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void backgroundCountsNothing() {
    try (TorchScope scope = new TorchScope()) {
      Initializer heads = new RandomInitializer(2);
      Tensor tokens = backend.normal(1, 2, 2, WIDTH);
      assertThat(distance(heads, tokens, scenes(0, 0, 0, 0))).isZero();
      assertThat(distance(heads, tokens, scenes(0, 1, 0, 0))).isPositive();
    }
  }

  @Test
  void scenesUnderSeveralNoisesFollowEachOther() {
    try (TorchScope scope = new TorchScope()) {
      Initializer heads = new RandomInitializer(3);
      Tensor once = backend.normal(1, 2, 2, WIDTH);
      Tensor twice = Tensor.concat(0, List.of(once, once));
      WorldData.Scenes scenes = scenes(0, 1, 2, 0);
      assertThat(distance(heads, twice, scenes))
          .isCloseTo(distance(heads, once, scenes), within(1e-5));
    }
  }
}
