package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.tensor.Role;
import ai.vugen.training.torch.Distribution;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.world.Drawings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoder trained with LPIPS and REPA, whose networks have random weights here. */
final class DecoderTermsTest {
  private static final int[][] VGG16 = {
    {0, 3, 64},
    {2, 64, 64},
    {5, 64, 128},
    {7, 128, 128},
    {10, 128, 256},
    {12, 256, 256},
    {14, 256, 256},
    {17, 256, 512},
    {19, 512, 512},
    {21, 512, 512},
    {24, 512, 512},
    {26, 512, 512},
    {28, 512, 512}
  };
  private static final RandomInitializer RANDOM =
      new RandomInitializer(5)
          .with(role -> role.use() == Role.Use.SCALE, new Distribution.Constant(0.1));

  @TempDir static Path folder = Path.of("");
  private static Path sprites = Path.of("");

  @BeforeAll
  static void writeNetworks() throws IOException {
    sprites = Drawings.folder(folder.resolve("sprites"));
    SafetensorsWriter vgg = new SafetensorsWriter();
    for (int[] layer : VGG16) {
      add(vgg, "features." + layer[0] + ".weight", layer[2], layer[1], 3, 3);
      add(vgg, "features." + layer[0] + ".bias", layer[2]);
    }
    add(vgg, "classifier.0.bias", 3);
    vgg.write(folder.resolve("vgg16.safetensors"));
    SafetensorsWriter linear = new SafetensorsWriter();
    for (int level = 0; level < 5; level++) {
      add(linear, "vgg.lin" + level + ".weight", List.of(64, 128, 256, 512, 512).get(level));
    }
    linear.write(folder.resolve("lin.safetensors"));
    writeTeacher(folder.resolve("dino"));
  }

  private static void writeTeacher(Path teacher) throws IOException {
    Files.createDirectories(teacher);
    Files.writeString(
        teacher.resolve("config.json"),
        """
        {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "mlp_ratio": 2,
         "patch_size": 4, "image_size": 12, "layer_norm_eps": 1e-6}
        """);
    SafetensorsWriter dino = new SafetensorsWriter();
    add(dino, "embeddings.cls_token", 1, 1, 8);
    add(dino, "embeddings.mask_token", 1, 8);
    add(dino, "embeddings.position_embeddings", 1, 10, 8);
    add(dino, "embeddings.patch_embeddings.projection.weight", 8, 3, 4, 4);
    add(dino, "embeddings.patch_embeddings.projection.bias", 8);
    String layer = "encoder.layer.0.";
    for (String linear :
        List.of(
            "attention.attention.query",
            "attention.attention.key",
            "attention.attention.value",
            "attention.output.dense")) {
      add(dino, layer + linear + ".weight", 8, 8);
      add(dino, layer + linear + ".bias", 8);
    }
    add(dino, layer + "mlp.fc1.weight", 16, 8);
    add(dino, layer + "mlp.fc1.bias", 16);
    add(dino, layer + "mlp.fc2.weight", 8, 16);
    add(dino, layer + "mlp.fc2.bias", 8);
    for (String vector :
        List.of(
            "norm1.weight",
            "norm1.bias",
            "norm2.weight",
            "norm2.bias",
            "layer_scale1.lambda1",
            "layer_scale2.lambda1")) {
      add(dino, layer + vector, 8);
    }
    add(dino, "layernorm.weight", 8);
    add(dino, "layernorm.bias", 8);
    dino.write(teacher.resolve("model.safetensors"));
  }

  private static void add(SafetensorsWriter writer, String name, long... shape) {
    writer.add(name, DataType.F32, shape, RANDOM.values(name, role(name, shape), shape));
  }

  private static Role role(String name, long[] shape) {
    Role.Use vector = name.contains(".lin") ? Role.Use.SCALE : Role.Use.GAIN;
    Role.Use weight = shape.length == 1 ? vector : Role.Use.MATRIX;
    return new Role(name.endsWith("bias") ? Role.Use.BIAS : weight, Role.Place.ELSEWHERE);
  }

  /**
   * The tiny recipe with twenty steps of the decoder and further settings in both decoder stages.
   */
  private static Recipe recipe(String name, String terms) throws IOException {
    try (var in = TrainingTest.class.getResourceAsStream("/tiny.json")) {
      String json =
          new String(
              Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      String more =
          json.replace("\"perceptual_weight\"", terms + ", \"perceptual_weight\"")
              .replace("\"steps\": 4, \"batch\": 4", "\"steps\": 20, \"batch\": 4")
              .replace("\"steps\": 3, \"batch\": 4", "\"steps\": 20, \"batch\": 4");
      return Recipe.read(Files.writeString(folder.resolve(name + ".json"), more));
    }
  }

  private static final String LPIPS =
      "\"lpips\": {\"weights\": \"vgg16.safetensors\", \"linear\": \"lin.safetensors\", \"weight\": 0.5}";
  private static final String REPA = "\"repa\": {\"model\": \"dino\", \"weight\": 0.25}";

  @Test
  void bothTermsAreLearnedFromAndLogged() throws IOException {
    Recipe recipe = recipe("both", LPIPS + ", " + REPA);
    RunFolder run = new RunFolder(folder.resolve("both"));
    Training training = new Training(recipe, sprites, run);
    for (String stage : List.of("pretrain", "decoder", "distil")) {
      training.stage(stage);
    }
    for (String stage : List.of("decoder", "distil")) {
      List<String> lines = Files.readAllLines(run.stage(stage).resolve("loss.csv"));
      List<String> names = List.of(lines.get(0).split(",", -1));
      List<String> values = List.of(lines.get(1).split(",", -1));
      double sum = 0;
      for (var term :
          java.util.Map.of("flow", 1.0, "perceptual", 0.5, "lpips", 0.5, "repa", 0.25).entrySet()) {
        double value = Double.parseDouble(values.get(names.indexOf(term.getKey())));
        assertThat(value).as(term.getKey()).isPositive().isFinite();
        sum += term.getValue() * value;
      }
      assertThat(Double.parseDouble(values.get(names.indexOf("loss"))))
          .isCloseTo(sum, org.assertj.core.api.Assertions.within(0.02 * sum));
    }
    Checkpoint model = Checkpoint.open(run.stage("distil"));
    assertThat(model.names())
        .contains("repa.0.weight", "repa.2.bias")
        .noneMatch(name -> name.startsWith("features.") || name.startsWith("encoder."));
  }

  @Test
  void weightsThatDoNotFitAreReportedBeforeTraining() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("wrong"));
    Recipe swapped = recipe("swapped", LPIPS.replace("vgg16.safetensors", "lin.safetensors"));
    new Training(swapped, sprites, run).stage("pretrain");
    assertThatThrownBy(() -> new Training(swapped, sprites, run).stage("decoder"))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("features.0.weight [64, 3, 3, 3]")
        .hasMessageContaining("features.28.bias [512]")
        .hasMessageContaining("Extra");
    Recipe missing = recipe("missing", REPA.replace("dino", "nowhere"));
    assertThatThrownBy(() -> new Training(missing, sprites, run).stage("decoder"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nowhere");
    assertThat(run.state("decoder")).doesNotExist();
  }
}
