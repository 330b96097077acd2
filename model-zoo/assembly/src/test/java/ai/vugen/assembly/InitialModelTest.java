package ai.vugen.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.Answer;
import ai.vugen.ChatRequest;
import ai.vugen.GenerateRequest;
import ai.vugen.ImageInput;
import ai.vugen.Latent;
import ai.vugen.VuGen;
import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.goldens.Goldens;
import ai.vugen.image.PixelsReader;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.PlmConfig;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.model.decoder.Prediction;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.tensor.Weights;
import ai.vugen.text.AnswerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VUGEN models made of a small PLM: 16 patches a tile of 56 pixels, z of 64 channels. */
class InitialModelTest {
  private static final PddConfig DECODER =
      new PddConfig(
          256, 1, 3, 4, List.of(32, 32, 32, 32), 1, 1, 1, 32, 8, 32, 2, Prediction.VELOCITY);

  private static Path plm = Path.of(".");
  private static Path decoder = Path.of(".");

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void write(@TempDir Path temporary) {
    plm = PlmFolder.write(temporary.resolve("plm"));
    decoder = decoder(temporary.resolve("ssdd.safetensors"), DECODER);
  }

  /** A file as the released ones: a decoder of other latents, and an encoder that is of no use. */
  private static Path decoder(Path file, PddConfig config) {
    OnnxGraph graph = OnnxGraph.withoutWeights("decoder");
    new PixelDiffusionDecoder(config, new Weights(graph).at("decoder"));
    SafetensorsWriter writer = new SafetensorsWriter();
    graph
        .parameters()
        .forEach(
            (name, shape) ->
                writer.add(name, shape.sizes(), values(shape.elements().size(), 0.01f)));
    writer.add("encoder.conv_in.weight", new long[] {2, 2}, values(4, 1)).write(file);
    return file;
  }

  private static float[] values(long count, float scale) {
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (i % 7 - 3);
    }
    return values;
  }

  private static TrainedParts parts(@Nullable Path reducer, @Nullable Path tower) {
    return new TrainedParts(reducer, tower, decoder);
  }

  private List<String> init(TrainedParts parts, int encoderSize) {
    return InitialModel.write(
        plm, parts, encoderSize, 1, folder.resolve("model"), (done, all) -> {});
  }

  private Path reducer(String prefix, int channels) {
    Path file = folder.resolve("reducer.safetensors");
    new SafetensorsWriter()
        .add(prefix + "0.weight", new long[] {24, 64}, values(24 * 64, 0.1f))
        .add(prefix + "0.bias", new long[] {24}, values(24, 0.1f))
        .add(prefix + "2.weight", new long[] {channels, 24}, values(24L * channels, 0.1f))
        .add(prefix + "2.bias", new long[] {channels}, values(channels, 0.1f))
        .add("latent.mean", new long[] {channels}, values(channels, 1))
        .add("latent.std", new long[] {channels}, new float[] {1, 2, 3})
        .write(file);
    return file;
  }

  @Test
  void theTowerIsACopyAndPlmStaysBitForBit() {
    List<String> notes = init(parts(null, null), 56);
    assertThat(notes)
        .anyMatch(note -> note.contains("reducer is untrained"))
        .anyMatch(note -> note.contains("decoder.conv_in.weight is untrained"))
        .noneMatch(note -> note.contains("the decoder is untrained"));
    Checkpoint made = Checkpoint.open(folder.resolve("model"));
    Checkpoint before = Checkpoint.open(plm);
    for (String name : before.names()) {
      assertThat(made.entry(name).dataType()).isEqualTo(before.entry(name).dataType());
      assertThat(made.bytes(name)).as(name).isEqualTo(before.bytes(name));
    }
    String projection = "layers.2.self_attn.q_proj.weight";
    assertThat(made.bytes("generation_tower." + projection))
        .isEqualTo(before.bytes("model.language_model." + projection));
    assertThat(made.bytes("generation_tower.norm.weight"))
        .isEqualTo(before.bytes("model.language_model.norm.weight"));
    assertThat(made.floats("generation_tower.latent_out.weight")).containsOnly(0);
    assertThat(made.floats("generation_tower.latent_in.weight")).doesNotContain(Float.NaN);
    assertThat(made.metadata().get("vugen.licence")).contains("non-commercial");
    assertThat(folder.resolve("model/LICENSE.PLM")).hasContent("as it came");
    assertThat(made.floats("decoder.conv_out.weight"))
        .isEqualTo(SafetensorsFile.open(decoder).floats("decoder.conv_out.weight"));
  }

  @Test
  void itAnswersAsBeforeAndDrawsFromTheFirstDay() {
    init(parts(null, null), 56);
    ImageInput image =
        ImageInput.of(PixelsReader.read(Goldens.resource("plm/image/png/photo_300x200.png")));
    ChatRequest question =
        ChatRequest.of(image, "what?").withOptions(AnswerOptions.DEFAULT.withMaxTokens(8));
    Answer before;
    try (VuGen sees = VuGen.builder().model(plm).build()) {
      before = sees.understand(question);
    }
    try (VuGen vugen = VuGen.builder().model(folder.resolve("model")).build()) {
      assertThat(vugen.understand(question)).isEqualTo(before);
      GenerateRequest request = vugen.request("a cat").toBuilder().steps(2).build();
      List<Latent> two = vugen.sample(request);
      List<Latent> more = vugen.sample(request.toBuilder().steps(3).prompt("a dog").build());
      assertThat(more.get(0).values()).isEqualTo(two.get(0).values()); // the velocity is 0
      assertThat(vugen.decode(two.get(0)).toPixels().width()).isEqualTo(256);
    }
  }

  @Test
  void latentsMayComeFromSmallerPicturesThanTheModelSees() {
    init(parts(null, null), 28);
    ModelConfig config = ModelConfig.read(folder.resolve("model"));
    VugenConfig drawing = config.requireDrawing();
    assertThat(drawing.latents().channels()).isEqualTo(4);
    assertThat(drawing.latents().grid()).isEqualTo(new Grid(2, 2));
    assertThat(drawing.towerTokens()).isEqualTo(4);
    assertThat(config.vision().imageSize()).isEqualTo(56);
    ImageInput image =
        ImageInput.of(PixelsReader.read(Goldens.resource("plm/image/png/photo_300x200.png")));
    try (VuGen vugen = VuGen.builder().model(folder.resolve("model")).build()) {
      assertThat(vugen.info().parameters()).containsKeys("encoder", "vision");
      assertThat(vugen.info().parameterCount())
          .isEqualTo(
              Checkpoint.open(folder.resolve("model")).entries().values().stream()
                      .mapToLong(entry -> entry.elements())
                      .sum()
                  - 2 * 4); // the statistics of z̃
      float[] latent = vugen.encode(image).values();
      assertThat(latent).hasSize(16).doesNotContain(Float.NaN);
      assertThat(vugen.encode(image).values()).isEqualTo(latent);
    }
  }

  @Test
  void trainedPartsDecideTheNumbers() {
    for (String prefix : List.of("", "reducer.")) {
      Path model = folder.resolve("model" + prefix.length());
      InitialModel.write(plm, parts(reducer(prefix, 3), null), 56, 1, model, (done, all) -> {});
      ModelConfig config = ModelConfig.read(model);
      assertThat(config.requireDrawing().understandingLatents().reducer())
          .isEqualTo(new ReducerConfig.Mlp(64, 24, 3));
      Checkpoint made = Checkpoint.open(model);
      assertThat(made.floats("latent.std")).containsExactly(1, 2, 3);
      assertThat(made.floats("decoder.conv_in.weight")[0]).isEqualTo(-0.03f); // it fits now
    }
    Path tower = folder.resolve("model0/model.safetensors"); // a whole model gives its tower
    TrainedParts all = parts(folder.resolve("reducer.safetensors"), tower);
    assertThat(init(all, 56)).isEmpty();
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    assertRefused(parts(reducer("", 3), decoder), 56, "ssdd.safetensors", "latent_in.weight");
    assertRefused(parts(decoder, null), 56, "ssdd.safetensors", "0.weight");
    assertRefused(parts(null, null), 57, "57", "tile of 56");
    Path wrong = folder.resolve("wrong.safetensors");
    new SafetensorsWriter()
        .add("0.weight", new long[] {24, 32}, values(24 * 32, 1))
        .add("2.weight", new long[] {3, 24}, values(3 * 24, 1))
        .add("3.weight", new long[] {1}, values(1, 1))
        .write(wrong);
    assertRefused(
        parts(wrong, null),
        56,
        "wrong.safetensors",
        "reducer.0.weight expected [24, 64]",
        "reducer.2.bias",
        "Extra (1)");
    assertThatThrownBy(() -> init(parts(folder.resolve("absent"), null), 56))
        .isInstanceOf(ModelNotFoundException.class);
    assertThat(folder.resolve("model")).doesNotExist();
  }

  private void assertRefused(TrainedParts parts, int encoderSize, String... words) {
    assertThatThrownBy(() -> init(parts, encoderSize))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void onlyPlmCanBegin() throws IOException {
    Path draws = TinyModel.write(folder.resolve("tiny"), 1);
    Path original = Files.createDirectories(folder.resolve("original"));
    Files.write(
        original.resolve("params.json"), Goldens.resource("plm/model-original/params.json"));
    for (Path other : List.of(draws, original)) {
      assertThatThrownBy(
              () ->
                  InitialModel.write(
                      other, TrainedParts.NONE, 64, 1, folder.resolve("x"), (done, all) -> {}))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining(other.toString());
    }
  }

  @Test
  void releasedDecodersOfEverySizeAreRecognised() {
    ModelConfig config = ModelConfig.read(plm);
    Map<String, List<Integer>> sizes =
        Map.of("32 32 64 64", List.of(4, 4, 16), "32 32 64", List.of(3, 2, 32));
    sizes.forEach(
        (widths, rest) -> {
          List<Integer> channels = Stream.of(widths.split(" ")).map(Integer::valueOf).toList();
          PddConfig released =
              new PddConfig(
                  256,
                  1,
                  4,
                  4,
                  channels,
                  2,
                  rest.get(0),
                  rest.get(1),
                  rest.get(2),
                  8,
                  32,
                  2,
                  Prediction.VELOCITY);
          Path file = decoder(folder.resolve("released.safetensors"), released);
          ModelPlan plan = new TrainedParts(null, null, file).describe((PlmConfig) config, 56, "x");
          assertThat(plan.numbers().decoder()).isEqualTo(released);
        });
  }
}
