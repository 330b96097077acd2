package ai.vugen;

import static ai.vugen.TinyVuGen.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.text.AnswerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hit gives what a miss gives, bit for bit. */
class CacheTest {
  private static Path model;

  @BeforeAll
  static void write(@TempDir Path temporary) {
    model = TinyVuGen.model(temporary);
  }

  private static VuGen open() {
    return VuGen.builder().model(model).build();
  }

  private static VuGen withoutCaches() {
    return VuGen.builder().model(model).cacheBytes(0).build();
  }

  @Test
  void latents() {
    GeneratedImage miss;
    try (VuGen vugen = withoutCaches()) {
      miss = vugen.generate(REQUEST).get(0);
      assertThat(vugen.generate(REQUEST).get(0).latent().values())
          .isEqualTo(miss.latent().values());
      assertThat(vugen.statistics().cache("latents").hits()).isZero();
    }
    try (VuGen vugen = open()) {
      GeneratedImage first = vugen.generate(REQUEST).get(0);
      GeneratedImage hit = vugen.generate(REQUEST).get(0);
      assertThat(first.toPngBytes()).isEqualTo(miss.toPngBytes());
      assertThat(hit.toPngBytes()).isEqualTo(miss.toPngBytes());
      assertThat(hit.latent()).isEqualTo(miss.latent());
      assertThat(vugen.statistics().cache("latents"))
          .matches(cache -> cache.hits() == 1 && cache.misses() == 1 && cache.entries() == 1);
    }
  }

  @Test
  void aHitInAMixedRequest() {
    try (VuGen cold = withoutCaches();
        VuGen vugen = open()) {
      vugen.generate(REQUEST);
      assertThat(
              vugen.generate(REQUEST.toBuilder().count(3).build()).stream()
                  .map(GeneratedImage::toPixels))
          .containsExactlyElementsOf(
              cold.generate(REQUEST.toBuilder().count(3).build()).stream()
                  .map(GeneratedImage::toPixels)
                  .toList());
      assertThat(vugen.statistics().cache("latents").hits()).isEqualTo(1);
    }
  }

  @Test
  void anotherDecodeCostsNoSampling() {
    try (VuGen vugen = open()) {
      GeneratedImage one = vugen.generate(REQUEST).get(0);
      GeneratedImage two = vugen.generate(REQUEST.toBuilder().decoderSteps(2).build()).get(0);
      assertThat(two.toPixels()).isNotEqualTo(one.toPixels());
      assertThat(two.latent().values()).isEqualTo(one.latent().values());
      assertThat(vugen.statistics().cache("latents").hits()).isEqualTo(1);
    }
  }

  @Test
  void everySettingOfTheSamplerCounts() {
    try (VuGen vugen = open()) {
      vugen.sample(REQUEST);
      vugen.sample(REQUEST.toBuilder().seed(8).build());
      vugen.sample(REQUEST.toBuilder().prompt("a dog").build());
      vugen.sample(REQUEST.toBuilder().negativePrompt("a dog").build());
      vugen.sample(REQUEST.toBuilder().steps(3).build());
      vugen.sample(REQUEST.toBuilder().cfg(2).build());
      vugen.sample(REQUEST.toBuilder().shift(2.0).build());
      vugen.sample(REQUEST.toBuilder().solver(ai.vugen.flow.Solver.HEUN).build());
      vugen.sample(
          REQUEST.toBuilder()
              .guidanceInterval(new ai.vugen.flow.GuidanceInterval(0.25, 0.5))
              .build());
      vugen.sample(REQUEST.toBuilder().guidance(ai.vugen.flow.Guidance.cfgZeroStar(5)).build());
      assertThat(vugen.statistics().cache("latents"))
          .matches(cache -> cache.hits() == 0 && cache.entries() == 10);
    }
  }

  @Test
  void promptsAreEncodedOnce() {
    try (VuGen vugen = open()) {
      vugen.generate(REQUEST);
      vugen.generate(REQUEST.toBuilder().seed(8).build());
      assertThat(vugen.statistics().cache("prompts"))
          .matches(cache -> cache.hits() == 2 && cache.misses() == 2 && cache.bytes() > 0);
    }
  }

  @Test
  void repeatedQuestionsAboutAnImage() {
    ImageInput image = ImageInput.of(TinyVuGen.picture(90, 70));
    AnswerOptions drawn = AnswerOptions.DEFAULT.withTemperature(1).withMaxTokens(12);
    ChatRequest request = ChatRequest.of(image, "how many?").withOptions(drawn);
    Answer miss;
    try (VuGen vugen = withoutCaches()) {
      miss = vugen.understand(request);
    }
    try (VuGen vugen = open()) {
      vugen.understand(image, "what is it?");
      assertThat(vugen.understand(request)).isEqualTo(miss);
      assertThat(vugen.understand(request)).isEqualTo(miss);
      assertThat(vugen.statistics().cache("image contexts").hits()).isEqualTo(2);
      assertThat(vugen.statistics().cache("image features").misses()).isEqualTo(1);
      vugen.clearCaches();
      assertThat(vugen.statistics().cache("image contexts").entries()).isZero();
    }
  }

  @Test
  void staysWithinItsBytes() {
    try (VuGen vugen = VuGen.builder().model(model).cacheBytes(16 << 10).build()) {
      for (int seed = 0; seed < 10; seed++) {
        vugen.sample(REQUEST.toBuilder().steps(1).seed(seed).build());
      }
      assertThat(vugen.statistics().cache("latents"))
          .matches(cache -> cache.bytes() <= 2 << 10 && cache.evictions() > 0);
    }
  }
}
