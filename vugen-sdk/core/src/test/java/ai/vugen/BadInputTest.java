package ai.vugen;

import static ai.vugen.TinyVuGen.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.goldens.Goldens;
import ai.vugen.model.ModelParts;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.text.AnswerOptions;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input is refused with a reason and leaves the instance usable. */
class BadInputTest {
  private static VuGen vugen;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    vugen = VuGen.builder().model(TinyVuGen.model(temporary)).build();
  }

  @AfterAll
  static void stillUsable() {
    assertThat(vugen.generate(REQUEST)).hasSize(1);
    vugen.close();
  }

  private static void assertRefused(Runnable request, String... words) {
    assertThatThrownBy(request::run)
        .isInstanceOf(InvalidRequestException.class)
        .message()
        .contains(words);
  }

  @Test
  void prompts() {
    assertRefused(() -> vugen.generate(" \n"), "prompt is blank");
    assertRefused(() -> GenerateRequest.of(""), "prompt is blank");
    assertRefused(
        () -> vugen.generate("word ".repeat(500)), "prompt has", "at most 144", "Shorten");
    assertRefused(
        () -> vugen.generate(REQUEST.toBuilder().negativePrompt("word ".repeat(500)).build()),
        "prompt has");
    assertThat(REQUEST.toBuilder().negativePrompt("  ").build()).isEqualTo(REQUEST);
  }

  @Test
  void numbers() {
    assertRefused(() -> REQUEST.toBuilder().cfg(Double.NaN).build(), "cfg", "NaN");
    assertRefused(() -> REQUEST.toBuilder().cfg(-1).build(), "cfg", "-1");
    assertRefused(() -> REQUEST.toBuilder().cfg(Double.POSITIVE_INFINITY).build(), "cfg");
    assertRefused(() -> VuGen.builder().cfg(-0.5), "cfg");
    assertRefused(() -> REQUEST.toBuilder().steps(0).build(), "steps is 0");
    assertRefused(() -> REQUEST.toBuilder().count(0).build(), "count is 0");
    assertRefused(() -> REQUEST.toBuilder().decoderSteps(0).build(), "decoder steps is 0");
    assertRefused(() -> REQUEST.toBuilder().shift(0.0).build(), "shift");
    assertRefused(() -> REQUEST.toBuilder().shift(Double.NaN).build(), "shift");
    assertRefused(() -> CallOptions.DEFAULT.withDeadline(Duration.ofSeconds(-1)), "deadline");
    assertRefused(() -> VuGen.builder().cacheBytes(-1), "cache bytes");
    assertRefused(() -> VuGen.builder().maxConcurrency(0), "max concurrency");
    assertRefused(() -> VuGen.builder().batchLimit(0), "batch limit");
    assertRefused(() -> VuGen.builder().queueLimit(-1), "queue limit");
    assertRefused(() -> VuGen.builder().threads(0), "0 threads");
    AnswerOptions options = AnswerOptions.DEFAULT;
    assertRefused(() -> options.withTemperature(-1), "temperature");
    assertRefused(() -> options.withTemperature(Double.NaN), "temperature");
    assertRefused(() -> options.withTopP(0), "top-p");
    assertRefused(() -> options.withTopP(1.1), "top-p");
    assertRefused(() -> options.withTopK(0), "top-k is 0");
    assertRefused(() -> options.withMaxTokens(0), "max tokens");
    assertRefused(() -> options.withStopSequences(java.util.List.of("")), "stop sequence");
  }

  @Test
  void theDecoderThatTheModelLacks() {
    assertRefused(
        () -> vugen.generate(REQUEST.toBuilder().decoder(Decoder.LDM).build()),
        "no decoder LDM",
        "has PDD");
  }

  @Test
  void questions() {
    ImageInput image = ImageInput.of(TinyVuGen.picture(20, 30));
    assertRefused(() -> vugen.understand(image, "  "), "question is blank");
    assertRefused(() -> vugen.understand(image, "why ".repeat(500)), "context holds 160");
    try (Conversation conversation = vugen.chat(image)) {
      AnswerOptions brief = AnswerOptions.DEFAULT.withMaxTokens(3);
      conversation.ask("what?", brief);
      int tokens = conversation.tokenCount();
      assertRefused(() -> conversation.ask(""), "question is blank");
      assertRefused(() -> conversation.ask("why ".repeat(500)), "context holds 160");
      assertThat(conversation.tokenCount()).isEqualTo(tokens);
      assertThat(conversation.ask("where?", brief).completionTokens()).isPositive();
    }
  }

  @Test
  void pictures(@TempDir Path temporary) throws IOException {
    assertThatThrownBy(() -> ImageInput.of(new byte[0])).isInstanceOf(InvalidImageException.class);
    assertThatThrownBy(() -> ImageInput.of(new byte[] {1, 2, 3}))
        .isInstanceOf(InvalidImageException.class);
    assertThatThrownBy(() -> vugen.understand(temporary.resolve("none.png"), "what?"))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("none.png");
    byte[] png = vugen.generate(REQUEST).get(0).toPngBytes();
    assertThatThrownBy(() -> ImageInput.of(Arrays.copyOf(png, png.length / 2)))
        .isInstanceOf(InvalidImageException.class);
    assertThatThrownBy(() -> vugen.replay(new byte[] {1}))
        .isInstanceOf(InvalidImageException.class);
    assertRefused(
        () -> vugen.replay(Goldens.resource("plm/image/png/photo_300x200.png")),
        "carries no vugen metadata");
  }

  @Test
  void missingFiles(@TempDir Path temporary) throws IOException {
    assertThatThrownBy(() -> VuGen.builder().model(temporary.resolve("none")).build())
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> VuGen.builder().model("no-such-model").build())
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("no-such-model");
    for (String file : new String[] {"config.json", "model.safetensors", "tokenizer.json"}) {
      Path model = TinyModel.write(temporary.resolve("without-" + file), 1);
      Files.delete(model.resolve(file));
      assertThatThrownBy(() -> VuGen.builder().model(model).build())
          .isInstanceOf(ModelNotFoundException.class)
          .hasMessageContaining(file);
    }
  }

  @Test
  void damagedFiles(@TempDir Path temporary) throws IOException {
    for (String file : new String[] {"config.json", "model.safetensors", "tokenizer.json"}) {
      Path model = TinyModel.write(temporary.resolve("half-" + file), 1);
      byte[] content = Files.readAllBytes(model.resolve(file));
      Files.write(model.resolve(file), Arrays.copyOf(content, content.length / 2));
      assertThatThrownBy(() -> VuGen.builder().model(model).build())
          .isInstanceOf(ModelIntegrityException.class)
          .hasMessageContaining(file);
    }
  }

  @Test
  void everyDifferenceOfTheWeightsIsListed(@TempDir Path temporary) {
    Path model = TinyModel.write(temporary.resolve("model"), 1);
    String other =
        TinyModel.CONFIG
            .replace("\"hidden\": 16", "\"hidden\": 24")
            .replace("\"depth\": 2", "\"depth\": 3");
    assertThatThrownBy(
            () -> {
              Files.writeString(model.resolve("config.json"), other);
              VuGen.builder().model(model).build();
            })
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("Missing (14)")
        .hasMessageContaining("model.vision_tower.timm_model.blocks.2.attn.qkv.weight")
        .hasMessageContaining("reducer.0.weight expected [24, 32], found [16, 32]");
  }

  @Test
  void weightsThatAreNoNumbers(@TempDir Path temporary) {
    for (String name :
        new String[] {ModelParts.TOWER + ".norm.weight", ModelParts.DECODER + ".conv_out.bias"}) {
      Map<String, float[]> weights = TinyModel.weights(TinyModel.CONFIG, 1);
      Objects.requireNonNull(weights.get(name))[0] = Float.NaN;
      Path model = TinyModel.write(temporary.resolve(name), TinyModel.CONFIG, weights);
      try (VuGen broken = VuGen.builder().model(model).build()) {
        assertThatThrownBy(() -> broken.generate(REQUEST))
            .isInstanceOf(ModelException.class)
            .hasMessageContaining("NaN");
      }
    }
  }

  @Test
  void aModelThatOnlySeesCannotDraw(@TempDir Path temporary) {
    JsonObject config = JsonParser.parseString(TinyModel.CONFIG).getAsJsonObject();
    config.remove("vugen");
    String json = config.toString();
    Path model = TinyModel.write(temporary.resolve("sees"), json, TinyModel.weights(json, 1));
    ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
    AnswerOptions brief = AnswerOptions.DEFAULT.withMaxTokens(3);
    try (VuGen sees = VuGen.builder().model(model).build()) {
      assertThat(sees.embed(image)).hasSize(32);
      assertThat(sees.info().decoders()).isEmpty();
      assertThat(sees.info().parameters()).containsOnlyKeys("vision", "language");
      assertRefused(() -> sees.generate("a dog"), "cannot draw", "answer questions");
      assertRefused(() -> sees.encode(image), "cannot draw");
      // PLM's system text alone is longer than the context of this tiny model
      assertRefused(
          () -> sees.understand(ChatRequest.of(image, "what?").withOptions(brief)),
          "context holds 160");
    }
  }

  @Test
  void picturesAndLatentsOfAnotherModel(@TempDir Path temporary) {
    Path other = TinyModel.write(temporary.resolve("other"), 2);
    GeneratedImage image = vugen.generate(REQUEST).get(0);
    try (VuGen second = VuGen.builder().model(other).build()) {
      assertRefused(() -> second.replay(image.toPngBytes()), "Open the model that made it");
      assertRefused(() -> second.decode(image.latent()), "Open the model that made it");
    }
  }
}
