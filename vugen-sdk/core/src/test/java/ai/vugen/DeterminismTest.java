package ai.vugen;

import static ai.vugen.Decoder.PDD;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.image.Pixels;
import ai.vugen.pipeline.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
  private static Path model;

  @BeforeAll
  static void write(@TempDir Path temporary) {
    model = TinyModel.write(temporary.resolve("tiny"), 1);
  }

  static VuGen open(long cacheBytes) {
    return VuGen.builder().model(model).cacheBytes(cacheBytes).build();
  }

  private static final GenerateRequest REQUEST =
      GenerateRequest.builder("a red apple").steps(4).seed(7).build();

  @Test
  void drawsInOneLine() {
    GeneratedImage image =
        VuGen.builder().model(model).steps(4).decoder(PDD).cfg(5).generate("a red apple");

    assertThat(image.toPixels().width()).isEqualTo(64);
    assertThat(image.toPixels().height()).isEqualTo(64);
    assertThat(image.toBufferedImage().getWidth()).isEqualTo(64);
  }

  @Test
  void theSameRequestGivesTheSameBitsInAnotherInstance() {
    Pixels first;
    try (VuGen vugen = open(0)) {
      first = vugen.generate(REQUEST).get(0).toPixels();
      assertThat(vugen.generate(REQUEST).get(0).toPixels()).isEqualTo(first);
    }
    try (VuGen vugen = open(0)) {
      assertThat(vugen.generate(REQUEST).get(0).toPixels()).isEqualTo(first);
      assertThat(vugen.generate(REQUEST.toBuilder().seed(8).build()).get(0).toPixels())
          .isNotEqualTo(first);
      assertThat(vugen.generate(REQUEST.toBuilder().prompt("two dogs").build()).get(0).toPixels())
          .isNotEqualTo(first);
    }
  }

  @Test
  void anImageDoesNotDependOnCountOrOrder() {
    try (VuGen vugen = open(0)) {
      List<GeneratedImage> four = vugen.generate(REQUEST.toBuilder().count(4).build());
      assertThat(four).hasSize(4);
      assertThat(four.stream().map(GeneratedImage::index)).containsExactly(0, 1, 2, 3);
      assertThat(four.stream().map(GeneratedImage::toPixels)).doesNotHaveDuplicates();
      assertThat(vugen.generate(REQUEST).get(0).toPixels()).isEqualTo(four.get(0).toPixels());
      assertThat(vugen.replay(four.get(3).toPngBytes()).toPixels())
          .isEqualTo(four.get(3).toPixels());
    }
  }

  @Test
  void imagesSampledTogetherDifferByOneLevelAtMost() {
    GenerateRequest request = REQUEST.toBuilder().count(5).steps(25).build();
    List<GeneratedImage> alone;
    try (VuGen vugen = VuGen.builder().model(model).batchLimit(1).cacheBytes(0).build()) {
      alone = vugen.generate(request);
    }
    try (VuGen vugen = VuGen.builder().model(model).batchLimit(3).cacheBytes(0).build()) {
      List<GeneratedImage> together = vugen.generate(request);
      for (int i = 0; i < 5; i++) {
        assertThat(distance(together.get(i).toPixels(), alone.get(i).toPixels()))
            .isLessThanOrEqualTo(1);
      }
    }
  }

  static int distance(Pixels a, Pixels b) {
    byte[] left = a.rgb();
    byte[] right = b.rgb();
    return IntStream.range(0, left.length)
        .map(i -> Math.abs((left[i] & 0xff) - (right[i] & 0xff)))
        .max()
        .orElseThrow();
  }

  @Test
  void threadsAtOnceGiveWhatOneGives() {
    try (VuGen vugen = open(0)) {
      List<Pixels> expected =
          IntStream.range(0, 8)
              .mapToObj(
                  seed -> vugen.generate(REQUEST.toBuilder().seed(seed).build()).get(0).toPixels())
              .toList();
      List<CompletableFuture<List<GeneratedImage>>> futures =
          IntStream.range(0, 8)
              .mapToObj(seed -> vugen.generateAsync(REQUEST.toBuilder().seed(seed).build()))
              .toList();

      assertThat(futures.stream().map(future -> future.join().get(0).toPixels()))
          .containsExactlyElementsOf(expected);
    }
  }
}
