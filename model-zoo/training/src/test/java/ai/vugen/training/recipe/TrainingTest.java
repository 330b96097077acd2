package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.session.ModelGraphs;
import ai.vugen.world.Drawings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stages at a tiny size, uninterrupted and interrupted. */
final class TrainingTest {
  @TempDir static Path folder = Path.of("");
  private static Path sprites = Path.of("");
  private static RunFolder whole = new RunFolder(Path.of(""));

  private static Recipe recipe() {
    try {
      Path file = folder.resolve("tiny.json");
      if (!Files.exists(file)) {
        try (var in = TrainingTest.class.getResourceAsStream("/tiny.json")) {
          Files.copy(java.util.Objects.requireNonNull(in), file);
        }
      }
      return Recipe.read(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void trainOnce() throws IOException {
    sprites = Drawings.folder(folder.resolve("sprites"));
    whole = new RunFolder(folder.resolve("whole"));
    new Training(recipe(), sprites, whole).all();
  }

  @Test
  void everyStageLeavesItsModelCurveAndPictures() {
    for (String stage : RunFolder.STAGES) {
      assertThat(whole.model(stage)).isRegularFile();
    }
    assertThat(whole.stage("decoder").resolve("reconstructions.png")).isRegularFile();
    assertThat(whole.stage("tower").resolve("samples.png")).isRegularFile();
  }

  @Test
  void theLastModelHasEveryNetworkAndFiniteWeights() {
    Checkpoint model = Checkpoint.open(whole.stage("tower"));
    assertThat(model.names())
        .anyMatch(n -> n.startsWith("model.vision_tower."))
        .anyMatch(n -> n.startsWith("model.multi_modal_projector."))
        .anyMatch(n -> n.startsWith("model.language_model."))
        .anyMatch(n -> n.startsWith("reducer."))
        .anyMatch(n -> n.startsWith("decoder."))
        .anyMatch(n -> n.startsWith("generation_tower."))
        .contains("latent.mean", "latent.std");
    assertThat(model.verify()).isEmpty();
  }

  /** A model of {@code init-vugen --grid} with a grid smaller than that of its tiles. */
  @Test
  void aModelThatDrawsFromSmallerPicturesThanItSeesIsTrained() throws IOException {
    Path file = folder.resolve("smaller.json");
    String json = Files.readString(folder.resolve("tiny.json"));
    Files.writeString(
        file,
        json.replace("\"img_size\": [32, 32]", "\"img_size\": [64, 64]")
            .replace("\"image_token_id\": 514", "\"image_token_id\": 520")
            .replace("\"bos_token_id\": 512", "\"bos_token_id\": 518")
            .replace("\"eos_token_id\": [513, 521]", "\"eos_token_id\": [519, 527]")
            .replace("\"max_tiles\": 1,", "\"max_tiles\": 1, \"encoder_size\": 32,"));
    Recipe smaller = Recipe.read(file);
    assertThat(smaller.model().vision().nativeGrid().cells()).isEqualTo(64);
    assertThat(smaller.model().latents().grid().cells()).isEqualTo(16);

    RunFolder run = new RunFolder(folder.resolve("smaller"));
    new Training(smaller, sprites, run).all();
    Path bundle = folder.resolve("smaller-bundle");
    Bundle.write(smaller, run, bundle);

    try (VuGen vugen = VuGen.builder().model(bundle).build()) {
      GeneratedImage image =
          vugen.generate(GenerateRequest.builder("a red apple").steps(2).build()).get(0);
      assertThat(image.toPixels().width()).isEqualTo(32);
      assertThat(vugen.encode(ImageInput.of(image.toPixels())).channels()).isEqualTo(4);
    }
  }

  @Test
  void aStageThatIsDoneIsNotDoneAgain() throws IOException {
    long written = Files.getLastModifiedTime(whole.model("tower")).toMillis();
    new Training(recipe(), sprites, whole).all();
    assertThat(Files.getLastModifiedTime(whole.model("tower")).toMillis()).isEqualTo(written);
  }

  @Test
  void anInterruptedStageGoesOnAsIfNothingHadHappened() throws IOException {
    RunFolder broken = new RunFolder(folder.resolve("broken"));
    Files.createDirectories(broken.root());
    Files.copy(whole.tokenizer(), broken.tokenizer());
    Training interrupted =
        new Training(
            recipe(),
            sprites,
            broken,
            step -> {
              if (step == 4) {
                throw new IllegalStateException("power cut");
              }
            });
    assertThatThrownBy(() -> interrupted.stage("pretrain")).hasMessageContaining("power cut");
    assertThat(broken.isDone("pretrain")).isFalse();
    new Training(recipe(), sprites, broken).stage("pretrain");
    assertThat(Files.readAllBytes(broken.model("pretrain")))
        .isEqualTo(Files.readAllBytes(whole.model("pretrain")));
  }

  @Test
  void aStageNeedsTheOneBeforeIt() {
    Training fresh = new Training(recipe(), sprites, new RunFolder(folder.resolve("fresh")));
    assertThatThrownBy(() -> fresh.stage("decoder"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("pretrain");
    assertThatThrownBy(() -> fresh.stage("finetune"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(
            List.of("pretrain", "decoder", "distil", "language", "tower").toString());
  }

  @Test
  void theFirstStageGoesOnFromAFinishedModel() throws IOException {
    RunFolder more = new RunFolder(folder.resolve("more"));
    Files.createDirectories(more.root());
    Files.copy(whole.tokenizer(), more.tokenizer());
    Files.copy(whole.model("tower"), more.model(RunFolder.START));
    new Training(recipe(), sprites, more).stage("pretrain");
    Checkpoint from = Checkpoint.open(whole.stage("tower"));
    Checkpoint model = Checkpoint.open(more.stage("pretrain"), "model.safetensors");
    assertThat(model.names()).containsAll(from.names());
    String name = "model.vision_tower.timm_model.blocks.0.attn.qkv.weight";
    assertThat(model.floats(name)).isNotEqualTo(from.floats(name)); // what a fresh start ends at
    assertThat(model.floats("latent.mean")).isEqualTo(from.floats("latent.mean"));
  }

  @Test
  void theBundleHoldsTheModelInHalfPrecisionAndNothingElse() throws IOException {
    Path bundle = folder.resolve("bundle");
    Bundle.write(recipe(), whole, bundle);
    Checkpoint model = Checkpoint.open(bundle);
    assertThat(model.names())
        .containsExactlyInAnyOrderElementsOf(ModelGraphs.allWeights(recipe().model()).keySet());
    assertThat(model.metadata()).containsEntry("model", "tiny");
    assertThat(ai.vugen.model.ModelConfig.read(bundle)).isEqualTo(recipe().model());
    assertThat(bundle.resolve("tokenizer.json")).hasSameBinaryContentAs(whole.tokenizer());
  }

  @Test
  void reducersAreComparedOnOneEncoderByOneBudget() throws IOException {
    Path base = folder.resolve("base");
    Bundle.write(recipe(), whole, base);
    Path runs = folder.resolve("ablation");
    int code =
        new picocli.CommandLine(new Ablate())
            .execute(
                ("--recipe %s --base %s --sprites %s --run %s --reductions 4 --pca-reductions 4"
                        + " --decoder-steps 1 --tower-steps 1 --warmup 0")
                    .formatted(folder.resolve("tiny.json"), base, sprites, runs)
                    .split(" "));
    assertThat(code).isZero();
    Checkpoint learned = Checkpoint.open(runs.resolve("mlp-r4").resolve("model"));
    Checkpoint measured = Checkpoint.open(runs.resolve("pca-r4").resolve("model"));
    assertThat(learned.floats("reducer.2.weight")).hasSize(8 * 32);
    assertThat(measured.floats("reducer.components")).hasSize(8 * 32);
    String encoder = "model.vision_tower.timm_model.patch_embed.proj.weight";
    assertThat(measured.floats(encoder)).isEqualTo(Checkpoint.open(base).floats(encoder));
    String embedding = "generation_tower.time_mlp.0.weight"; // goes on: one step moves it a little
    assertThat(learned.floats(embedding))
        .usingComparatorWithPrecision(0.01f)
        .containsExactly(Checkpoint.open(base).floats(embedding));
  }
}
