package ai.vugen;

import static ai.vugen.TinyVuGen.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.Sampling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallOptionsTest {
  private static VuGen vugen;

  @BeforeAll
  static void open(@TempDir Path temporary) {
    vugen = VuGen.builder().model(TinyVuGen.model(temporary)).build();
  }

  @AfterAll
  static void close() {
    vugen.close();
  }

  @Test
  void equalValuesMakeEqualRequestsAndOptions() {
    assertThat(GenerateRequest.builder("a dog").cfg(3).shift(2).negativePrompt("a cat").build())
        .isEqualTo(GenerateRequest.builder("a dog").cfg(3).shift(2).negativePrompt("a cat").build())
        .isNotEqualTo(GenerateRequest.builder("a dog").cfg(3).negativePrompt("a cat").build());
    assertThat(REQUEST.toBuilder().build()).isEqualTo(REQUEST);
    assertThat(GenerateRequest.of("a dog").sampling()).isEqualTo(Sampling.DEFAULT);
    assertThat(GenerateRequest.builder("a dog").cfg(4).build().sampling().guidance())
        .isEqualTo(Guidance.classifierFree(4));
    CallOptions second = CallOptions.DEFAULT.withDeadline(Duration.ofSeconds(1));
    assertThat(second).isEqualTo(CallOptions.DEFAULT.withDeadline(Duration.ofMillis(1000)));
  }

  @Test
  void optionsHaveNoSayInTheImage() {
    List<Progress> told = new ArrayList<>();
    CallOptions options =
        CallOptions.DEFAULT
            .withListener(told::add)
            .withDeadline(Duration.ofMinutes(5))
            .withCancellation(new Cancellation());
    vugen.clearCaches();
    GeneratedImage followed = vugen.generate(REQUEST, options).get(0);
    vugen.clearCaches();
    GeneratedImage plain = vugen.generate(REQUEST).get(0);
    assertThat(followed.toPngBytes()).isEqualTo(plain.toPngBytes());
    assertThat(told).hasSize(REQUEST.sampling().steps() + 1);
    assertThat(vugen.replay(plain.toPngBytes(), options).toPixels()).isEqualTo(plain.toPixels());
    assertThat(told).hasSizeGreaterThan(REQUEST.sampling().steps() + 1);
  }

  @Test
  void everyCallCanBeStopped() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    CallOptions stopped = CallOptions.DEFAULT.withCancellation(cancelled);
    CallOptions late = CallOptions.DEFAULT.withDeadline(Duration.ZERO);
    ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
    GeneratedImage drawn = vugen.generate(REQUEST).get(0);
    Latent latent = drawn.latent();
    byte[] png = drawn.toPngBytes();
    for (CallOptions options : List.of(stopped, late)) {
      Class<?> expected =
          options == stopped ? CancelledException.class : DeadlineExceededException.class;
      assertEnds(() -> vugen.generate(REQUEST, options), expected);
      assertEnds(() -> vugen.sample(REQUEST, options), expected);
      assertEnds(() -> vugen.decode(latent, 1, 1, options), expected);
      assertEnds(() -> vugen.encode(image, options), expected);
      assertEnds(() -> vugen.reconstruct(image, options), expected);
      assertEnds(() -> vugen.embed(image, options), expected);
      assertEnds(() -> vugen.replay(png, options), expected);
      assertEnds(() -> vugen.understand(ChatRequest.of(image, "what?"), options), expected);
    }
  }

  private static void assertEnds(Runnable call, Class<?> expected) {
    assertThatThrownBy(call::run).isInstanceOf(expected);
  }

  @Test
  void aProvenanceKnowsItsRequest() {
    GenerateRequest three = REQUEST.toBuilder().count(3).build();
    Provenance last = vugen.generate(three).get(2).provenance();
    assertThat(last.isOf(three)).isTrue();
    assertThat(last.isOf(REQUEST)).isFalse(); // which has one image only
    assertThat(last.isOf(three.toBuilder().count(4).build())).isTrue();
    assertThat(last.isOf(three.toBuilder().seed(8).build())).isFalse();
    assertThat(last.isOf(three.toBuilder().prompt("a dog").build())).isFalse();
    double own = last.drawing().orElseThrow().shift();
    assertThat(last.isOf(three.toBuilder().shift(own).build())).isFalse(); // was not asked for
    assertThat(vugen.generate(three.toBuilder().shift(own).build()).get(2).toPixels())
        .isEqualTo(vugen.generate(three).get(2).toPixels());
    ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
    assertThat(vugen.reconstruct(image).provenance().isOf(REQUEST)).isFalse();
  }
}
