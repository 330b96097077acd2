package ai.vugen.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.ModelGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticModelTest {
  private static final BytesListener NOBODY = (done, all) -> {};

  @TempDir private Path folder = Path.of(".");

  private Path write(String name, long seed, long shardBytes) {
    Path model = folder.resolve(name);
    SyntheticModel.write(TinyModel.CONFIG, seed, shardBytes, model, NOBODY);
    return model;
  }

  @Test
  void shardsAreACompleteModelAndSayWhatTheyAre() throws IOException {
    List<Long> told = new ArrayList<>();
    Path model = folder.resolve("model");
    SyntheticModel.write(
        TinyModel.CONFIG, 7, 200_000, model, (done, all) -> told.addAll(List.of(done, all)));
    try (Stream<Path> files = Files.list(model)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .contains("config.json", "generation_config.json", "tokenizer.json")
          .contains("model.safetensors.index.json", "model-00001-of-00003.safetensors")
          .hasSize(7);
    }
    try (LoadedModel loaded = LoadedModel.open(model)) {
      assertThat(loaded.tokenizer().vocabularySize()).isEqualTo(512);
      assertThat(loaded.tokenizer().decode(loaded.tokenizer().encodeAsText("a cat, très bien")))
          .isEqualTo("a cat, très bien");
      Checkpoint checkpoint = loaded.checkpoint();
      assertThat(checkpoint.metadata()).containsEntry("vugen.seed", "7").containsKey("vugen.sdk");
      assertThat(checkpoint.metadata()).containsEntry("vugen.model", "tiny");
      assertThat(checkpoint.verify()).isEmpty();
      assertThat(checkpoint.entries().values())
          .allMatch(entry -> entry.dataType() == DataType.BF16);
      long bytes = checkpoint.entries().values().stream().mapToLong(e -> e.byteLength()).sum();
      assertThat(told).last().isEqualTo(bytes);
      assertThat(told.get(told.size() - 2)).isEqualTo(bytes);
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesHoweverTheyAreSplit() throws IOException {
    Path one = write("one", 1, Long.MAX_VALUE);
    assertThat(write("same", 1, Long.MAX_VALUE).resolve("model.safetensors"))
        .hasSameBinaryContentAs(one.resolve("model.safetensors"));
    assertThat(
            Files.mismatch(
                write("other", 2, Long.MAX_VALUE).resolve("model.safetensors"),
                one.resolve("model.safetensors")))
        .isNotNegative();
    Checkpoint whole = Checkpoint.open(one);
    Checkpoint split = Checkpoint.open(write("split", 1, 1));
    for (String name : whole.names()) {
      assertThat(split.bytes(name)).as(name).isEqualTo(whole.bytes(name));
    }
  }

  @Test
  void weightsAreScaledByTheirInputs() {
    Checkpoint checkpoint = Checkpoint.open(write("model", 1, Long.MAX_VALUE));
    String up = "model.language_model.layers.0.mlp.up_proj.weight";
    float[] values = checkpoint.floats(up); // [64, 32]
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / (double) values.length;
      square += value * (double) value / values.length;
    }
    assertThat(mean).isBetween(-0.02, 0.02);
    assertThat(Math.sqrt(square) * Math.sqrt(32)).isBetween(0.95, 1.05);
    assertThat(checkpoint.floats("model.language_model.norm.weight")).containsOnly(1);
    assertThat(checkpoint.floats(ModelParts.LATENT_STD)).containsOnly(1);
    assertThat(checkpoint.floats("model.vision_tower.timm_model.blocks.1.attn.qkv.bias"))
        .containsOnly(0);
  }

  @Test
  void theNamedSizesAreThePublishedOnes() {
    ModelConfig plm = ModelConfig.parse("plm", SyntheticModel.config("plm-1b"));
    assertThat(parameters(plm)).isEqualTo(1_533_524_992L);
    assertThat(ModelGraphs.allWeights(plm)).hasSize(477);
    assertThat(plm.vision().heads()).isEqualTo(16); // not in the file, as in the released one
    assertThat(plm.vision().tokensPerTile() * (plm.maxTiles() + 1)).isEqualTo(9472);

    VugenConfig vugen =
        ModelConfig.parse("vugen", SyntheticModel.config("vugen-1b")).requireDrawing();
    assertThat(vugen.latents().grid()).isEqualTo(new Grid(32, 32));
    assertThat(vugen.latents().channels()).isEqualTo(64);
    assertThat(vugen.towerTokens()).isEqualTo(256);
    Map<String, long[]> decoder = ModelGraphs.weights(vugen.network(DecoderGraph.NAME));
    assertThat(decoder).containsKey("decoder.mid_block.transformer_blocks.11.norm2.weight");
    assertThat(parameters(vugen)).isBetween(2_550_000_000L, 2_570_000_000L);
    assertThatThrownBy(() -> SyntheticModel.config("plm-3b"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("vugen-1b");
  }

  private static long parameters(ModelConfig config) {
    return ModelGraphs.allWeights(config).values().stream()
        .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
        .sum();
  }

  @Test
  void aFolderWithContentStaysAsItIs() throws IOException {
    Path model = folder.resolve("model");
    Files.createDirectories(model);
    Files.writeString(model.resolve("note.txt"), "mine");
    assertThatThrownBy(
            () -> SyntheticModel.write(TinyModel.CONFIG, 1, Long.MAX_VALUE, model, NOBODY))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("not empty");
    assertThat(model.resolve("note.txt")).hasContent("mine");
    Files.delete(model.resolve("note.txt"));
    assertThat(write("model", 1, Long.MAX_VALUE).resolve("config.json")).exists();
  }

  @Test
  void whatFailsLeavesNothing() throws IOException {
    String broken = TinyModel.CONFIG.replace("\"image_token_id\": 482", "\"image_token_id\": 483");
    assertThatThrownBy(() -> SyntheticModel.write(broken, 1, 1, folder.resolve("broken"), NOBODY))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("image_token_id 483");
    BytesListener stop =
        (done, all) -> {
          throw new IllegalStateException("stop");
        };
    assertThatThrownBy(
            () -> SyntheticModel.write(TinyModel.CONFIG, 1, 1, folder.resolve("stopped"), stop))
        .hasMessage("stop");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
