package ai.vugen;

import static ai.vugen.TinyVuGen.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images and latents through files and back. */
class RoundTripTest {
  private static VuGen vugen;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    vugen = VuGen.builder().model(TinyVuGen.model(temporary)).cacheBytes(0).build();
  }

  @AfterAll
  static void close() {
    vugen.close();
  }

  static Stream<GenerateRequest> requests() {
    return Stream.of(
        REQUEST,
        REQUEST.toBuilder().seed(Long.MIN_VALUE).cfg(1).decoderSteps(3).build(),
        REQUEST.toBuilder()
            .prompt("Ünïcödé \"quotes\" \\ 🍎\nline")
            .negativePrompt("blurry")
            .build(),
        REQUEST.toBuilder().solver(Solver.HEUN).shift(0.7).cfg(1 / 3.0).build(),
        REQUEST.toBuilder().guidanceInterval(new GuidanceInterval(0.1, 0.9)).build(),
        REQUEST.toBuilder().guidance(Guidance.none()).build(),
        REQUEST.toBuilder().guidance(Guidance.cfgZeroStar(4)).build(),
        REQUEST.toBuilder()
            .guidance(new Guidance.AdaptiveProjected(3, 0.5, 10, -0.5).rescaled(0.7))
            .build());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void replayIsBitIdentical(GenerateRequest request, @TempDir Path temporary) {
    GeneratedImage image = vugen.generate(request.toBuilder().count(2).build()).get(1);
    Path file = temporary.resolve("image.png");
    image.save(file);
    GeneratedImage again = vugen.replay(file);
    assertThat(PixelsReader.read(file)).isEqualTo(image.toPixels());
    assertThat(Provenance.read(file)).isEqualTo(image.provenance());
    assertThat(again.toPixels()).isEqualTo(image.toPixels());
    assertThat(again.latent()).isEqualTo(image.latent());
    assertThat(again.toPngBytes()).isEqualTo(image.toPngBytes());
    assertThat(again.index()).isEqualTo(1);
    assertThat(again.seed()).isEqualTo(request.seed());
  }

  @Test
  void metadataTellsHowItWasMade() {
    GeneratedImage image =
        vugen.generate(REQUEST.toBuilder().negativePrompt("blurry").build()).get(0);
    PngMetadata metadata = PngMetadata.read(image.toPngBytes());
    assertThat(metadata.texts().get("vugen"))
        .contains("\"prompt\":\"a red apple\"", "\"seed\":\"7\"", image.model().sha256());
    assertThat(metadata.texts().get("parameters"))
        .contains("a red apple", "Negative prompt: blurry", "Seed: 7", "Steps: 4");
    assertThat(metadata.texts().get("Software")).startsWith("VuGen SDK ");
    assertThat(image.provenance().drawing().orElseThrow().shift())
        .isEqualTo(Math.sqrt(16 * 4 / 4096.0));
  }

  /** The words of files that were written before requests could leave the shift open. */
  @Test
  void filesOfTheFirstFormatReplay() {
    GeneratedImage now =
        vugen.generate(REQUEST.toBuilder().cfg(3).count(2).shift(0.25).build()).get(1);
    String json =
        """
        {"model":"%s","model_sha256":"%s","sdk":"0.1.0","seed":"7","index":1,\
        "prompt":"a red apple","cfg":3.0,"steps":4,"solver":"euler","shift":0.25,\
        "guidance_interval":[0.0,1.0],"decoder":"pdd","decoder_steps":1}"""
            .formatted(now.model().id(), now.model().sha256());
    byte[] old = PngWriter.toBytes(now.toPixels(), new PngMetadata(Map.of("vugen", json)));
    assertThat(vugen.replay(old).toPixels()).isEqualTo(now.toPixels());
    assertThat(vugen.replay(old).request()).isEqualTo(now.request());
    String guided =
        json.replace(
            "\"steps\"",
            "\"guidance\":{\"kind\":\"cfg_zero_star\",\"scale\":4.0,\"zero_steps\":1},\"steps\"");
    assertThat(ProvenanceJson.read("here", guided).request().orElseThrow().sampling().guidance())
        .isEqualTo(Guidance.cfgZeroStar(4));
  }

  @Test
  void latentsSaveAndLoad(@TempDir Path temporary) {
    Path file = temporary.resolve("latent.safetensors");
    Latent latent = vugen.sample(REQUEST.toBuilder().count(2).build()).get(1);
    latent.save(file);
    Latent loaded = Latent.load(file);
    assertThat(loaded).isEqualTo(latent);
    assertThat(loaded.provenance()).isEqualTo(latent.provenance());
    assertThat(loaded.values()).hasSize(4 * 4 * 4).isEqualTo(latent.values());
    GeneratedImage expected = vugen.generate(REQUEST.toBuilder().count(2).build()).get(1);
    assertThat(vugen.decode(loaded).toPngBytes()).isEqualTo(expected.toPngBytes());
    assertThat(vugen.decode(loaded, 99, 1).toPixels()).isNotEqualTo(expected.toPixels());
    assertThat(vugen.decode(loaded, 7, 4).request().orElseThrow().decoderSteps()).isEqualTo(4);
  }

  @Test
  void aFileWithoutALatentIsRefused() {
    assertThatThrownBy(
            () -> Latent.load(ai.vugen.goldens.Goldens.path("plm/model/model.safetensors")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("holds no latent");
  }

  @Test
  void picturesEncodeDecodeAndEmbed() {
    ImageInput picture = ImageInput.of(TinyVuGen.picture(100, 50));
    Latent latent = vugen.encode(picture);
    GeneratedImage decoded = vugen.decode(latent);
    assertThat(decoded.toPixels()).isEqualTo(vugen.reconstruct(picture).toPixels());
    assertThat(decoded.request()).isEmpty();
    assertThatThrownBy(() -> vugen.replay(decoded.toPngBytes()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("cannot be replayed");
    float[] embedding = vugen.embed(picture);
    double length = 0;
    for (float value : embedding) {
      length += value * value;
    }
    assertThat(length).isCloseTo(1, within(1e-5));
    assertThat(vugen.embed(picture)).isEqualTo(embedding);
  }

  @Test
  void picturesOfEveryKindGiveTheSameAnswer(@TempDir Path temporary) throws Exception {
    GeneratedImage image = vugen.generate(REQUEST).get(0);
    Path file = temporary.resolve("image.png");
    image.save(file);
    Pixels pixels = image.toPixels();
    Answer expected = vugen.understand(image, "what?");
    assertThat(vugen.understand(file, "what?")).isEqualTo(expected);
    assertThat(vugen.understand(ImageInput.of(pixels), "what?")).isEqualTo(expected);
    assertThat(vugen.understand(ImageInput.of(image.toPngBytes()), "what?")).isEqualTo(expected);
    assertThat(vugen.understand(ImageInput.of(image.toBufferedImage()), "what?"))
        .isEqualTo(expected);
  }

  @Test
  void randomSeedsDiffer() {
    assertThat(REQUEST.toBuilder().randomSeed().build().seed())
        .isNotEqualTo(REQUEST.toBuilder().randomSeed().build().seed());
  }
}
