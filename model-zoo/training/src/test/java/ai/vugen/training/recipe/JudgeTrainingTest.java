package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.judge.CellVerdicts;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.Judge.Sighting;
import ai.vugen.evaluation.judge.JudgeAccuracy;
import ai.vugen.evaluation.judge.JudgeMeasurement;
import ai.vugen.evaluation.judge.JudgeNetwork;
import ai.vugen.evaluation.judge.JudgeScores;
import ai.vugen.image.Pixels;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.CheckpointInitializer;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Drawings;
import ai.vugen.world.PictureWorld;
import ai.vugen.world.Split;
import ai.vugen.zoo.Manifest;
import ai.vugen.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny judge, trained, written, opened and asked. */
final class JudgeTrainingTest {
  private static final int SIZE = 32;

  private static final String RECIPE =
      """
      {"judge": {"image_size": 32, "channels": [8, 8, 16, 16], "blocks": [1, 1, 1, 1], "groups": 4,
                 "things": %d, "colours": 11},
       "seed": 5, "threads": 2, "precision": "fp32", "checkpoint_seconds": 0, "sample_seconds": 600,
       "stages": {"judge": {
         "scene_mix": [1, 1, 1, 1, 1],
         "steps": 4, "batch": 4, "matrix_optimizer": "adamw", "learning_rate": 1e-3, "warmup": 1,
         "final_rate": 0.1, "weight_decay": 0.0, "clip": 1.0, "ema": 0.5,
         "centre_weight": 4.0, "thing_weight": 1.0, "colour_weight": 0.5, "box_weight": 0.5}}}
      """;

  @TempDir static Path folder = Path.of("");
  private static Path sprites = Path.of("");
  private static Path judge = Path.of("");

  private static JudgeRecipe recipe(int things) throws IOException {
    Path file = folder.resolve("judge-" + things + ".json");
    Files.writeString(file, RECIPE.formatted(things));
    return JudgeRecipe.read(file);
  }

  private static JudgeMeasurement measurement() {
    return new JudgeMeasurement(sprites, 5, 3, scene -> {});
  }

  @BeforeAll
  static void train() throws IOException {
    sprites = Drawings.folder(folder.resolve("sprites"));
    judge = folder.resolve("judge");
    RunFolder run = new RunFolder(folder.resolve("run"));
    TrainJudge.train(recipe(Drawings.NAMES.size()), measurement(), run, judge, step -> {});
  }

  @Test
  void whatIsWrittenSeesWhatTheTrainedNetworkSees() throws IOException {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    PictureWorld world = PictureWorld.open(sprites, SIZE);
    world.renderer().render(world.scene(Split.HELD_OUT_SCENES, 9, 0), rgb, 0);
    List<Sighting> expected = trained(rgb);
    try (Judge opened = Judge.open(judge)) {
      List<Sighting> seen = opened.look(Pixels.of(SIZE, SIZE, rgb), 0);
      assertThat(seen).hasSameSizeAs(expected).isNotEmpty();
      for (int i = 0; i < seen.size(); i++) {
        assertThat(seen.get(i).thing()).isEqualTo(expected.get(i).thing());
        assertThat(seen.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4));
        assertThat(seen.get(i).left()).isCloseTo(expected.get(i).left(), within(1e-3));
      }
      assertThat(opened.things()).isEqualTo(Drawings.NAMES);
      assertThat(opened.colours()).hasSize(11).startsWith("natural", "red");
    }
  }

  /** The sightings of the weights in the folder, computed by the other backend. */
  private static List<Sighting> trained(byte[] rgb) throws IOException {
    TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
    CheckpointInitializer known =
        new CheckpointInitializer(Checkpoint.open(judge), new RandomInitializer(1));
    try (TorchScope scope = new TorchScope();
        NoGradient reading = new NoGradient();
        TorchWeights weights = new TorchWeights(backend, known)) {
      JudgeRecipe recipe = recipe(Drawings.NAMES.size());
      JudgeNetwork.Verdicts verdicts =
          new JudgeNetwork(recipe.judge(), new Weights(weights).at(JudgeStage.NAME))
              .judge(backend.images(rgb, 1, SIZE, SIZE));
      return new CellVerdicts(
              recipe.judge(),
              floats(verdicts.centre()),
              floats(verdicts.thing()),
              floats(verdicts.colour()),
              floats(verdicts.box()))
          .sightings(0);
    }
  }

  private static float[] floats(Tensor tensor) {
    return ((TorchTensor) tensor).floats();
  }

  @Test
  void itSaysHowOftenItErrsAsItWillBeUsed() {
    assertThat(judge)
        .isDirectoryNotContaining("glob:**.judge-*")
        .isDirectoryContaining("glob:**/manifest.json");
    assertThat(Manifest.read(judge).orElseThrow().id()).isEqualTo(Judge.BUNDLED);
    assertThatCode(ModelZoo.open(judge)::verify).doesNotThrowAnyException();
    try (Judge opened = Judge.open(judge)) {
      JudgeAccuracy accuracy = opened.accuracy();
      assertThat(accuracy).isEqualTo(measurement().of(opened));
      assertThat(accuracy.scenes().seed()).isEqualTo(3);
      for (JudgeScores scores : accuracy.scores().values()) {
        assertThat(scores.pictures()).isEqualTo(5);
        assertThat(scores.objects()).isGreaterThanOrEqualTo(5);
      }
    }
  }

  @Test
  void anInterruptedTrainingGivesTheSameJudge() throws IOException {
    RunFolder broken = new RunFolder(folder.resolve("broken"));
    JudgeRecipe recipe = recipe(Drawings.NAMES.size());
    Path other = folder.resolve("other");
    assertThatThrownBy(
            () ->
                TrainJudge.train(
                    recipe,
                    measurement(),
                    broken,
                    other,
                    step -> {
                      if (step == 2) {
                        throw new IllegalStateException("power cut");
                      }
                    }))
        .hasMessageContaining("power cut");
    assertThat(other).doesNotExist();
    TrainJudge.train(recipe, measurement(), broken, other, step -> {});
    assertThat(other.resolve(Judge.WEIGHTS)).hasSameBinaryContentAs(judge.resolve(Judge.WEIGHTS));
  }

  @Test
  void drawingsThatDoNotFitTheRecipeAreRefusedBeforeTraining() throws IOException {
    JudgeRecipe recipe = recipe(5);
    RunFolder run = new RunFolder(folder.resolve("refused"));
    assertThatThrownBy(
            () -> TrainJudge.train(recipe, measurement(), run, folder.resolve("none"), step -> {}))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("5 things")
        .hasMessageContaining(String.valueOf(Drawings.NAMES.size()));
  }

  @Test
  void aPictureOfAnotherSizeIsRefusedAndTheJudgeStaysUsable() {
    try (Judge opened = Judge.open(judge)) {
      assertThatThrownBy(() -> opened.look(Pixels.of(16, 16, new byte[768]), 0.3))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("16 x 16")
          .hasMessageContaining("32 x 32");
      assertThat(opened.look(Pixels.of(SIZE, SIZE, new byte[3 * SIZE * SIZE]), 0)).isNotNull();
    }
  }
}
