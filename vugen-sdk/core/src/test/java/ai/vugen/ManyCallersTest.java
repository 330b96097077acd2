package ai.vugen;

import static ai.vugen.TinyVuGen.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.BusyException;
import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Sampling;
import ai.vugen.flow.Solver;
import ai.vugen.flow.TowerSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are sampled together know nothing of each other. */
@Timeout(120)
class ManyCallersTest {
  private static final GenerateRequest ENDLESS =
      REQUEST.toBuilder().steps(100_000).seed(99).build();
  private static Path model;

  @BeforeAll
  static void write(@TempDir Path temporary) {
    model = TinyVuGen.model(temporary);
  }

  private static VuGenBuilder builder() {
    return VuGen.builder().model(model).cacheBytes(0);
  }

  /** Requests that differ in everything that may differ within a batch. */
  private static List<GenerateRequest> mixture() {
    return List.of(
        REQUEST,
        REQUEST.toBuilder()
            .prompt("two dogs to the left of a green car, under a tree")
            .steps(7)
            .build(),
        REQUEST.toBuilder().seed(3).cfg(1).build(),
        REQUEST.toBuilder()
            .seed(4)
            .solver(Solver.HEUN)
            .negativePrompt("a very dark picture")
            .build(),
        REQUEST.toBuilder().seed(5).count(3).build(),
        REQUEST.toBuilder()
            .seed(6)
            .guidanceInterval(new GuidanceInterval(0.2, 0.7))
            .steps(9)
            .build(),
        REQUEST.toBuilder().seed(7).shift(2.0).solver(Solver.MIDPOINT).build(),
        REQUEST.toBuilder().seed(8).count(5).decoderSteps(2).build());
  }

  @Test
  void everyImageIsTheOneDrawnAlone() {
    List<List<GeneratedImage>> alone;
    try (VuGen vugen = builder().batchLimit(1).build()) {
      alone = mixture().stream().map(vugen::generate).toList();
    }
    try (VuGen vugen = builder().batchLimit(4).build()) {
      List<CompletableFuture<List<GeneratedImage>>> futures =
          mixture().stream().map(vugen::generateAsync).toList();
      for (int i = 0; i < alone.size(); i++) {
        List<GeneratedImage> together = futures.get(i).join();
        assertThat(together).hasSameSizeAs(alone.get(i));
        for (int j = 0; j < together.size(); j++) {
          GeneratedImage image = together.get(j);
          assertThat(image.index()).isEqualTo(j);
          assertThat(DeterminismTest.distance(image.toPixels(), alone.get(i).get(j).toPixels()))
              .as("image %d of request %d", j, i)
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Test
  void fewStepsAreGuidedAtTheBeginning() {
    Sampling few = REQUEST.toBuilder().cfg(7).fewSteps().build().sampling();
    assertThat(few.steps()).isEqualTo(8);
    assertThat(few.guidance().scale()).isEqualTo(7);
    TowerSchedule schedule = few.schedule(1, 1);
    assertThat(IntStream.range(0, 8).filter(i -> few.interval().contains(schedule.time(i))))
        .containsExactly(0, 1, 2, 3, 4, 5);
    try (VuGen vugen =
        VuGen.builder()
            .model(model)
            .steps(99)
            .defaults(GenerateRequest.Builder::fewSteps)
            .build()) {
      assertThat(vugen.request("a red apple"))
          .isEqualTo(GenerateRequest.builder("a red apple").fewSteps().build());
    }
  }

  @Test
  void manyImagesAreOvertakenByOne() {
    try (VuGen vugen = builder().batchLimit(2).build()) {
      AtomicBoolean ended = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<?> many =
          vugen
              .generateAsync(
                  ENDLESS.toBuilder().count(64).build(),
                  CallOptions.DEFAULT.withListener(progress -> begun.countDown()))
              .whenComplete((images, failure) -> ended.set(true));
      await(begun);
      assertThat(vugen.generate(REQUEST.toBuilder().seed(1).build())).hasSize(1);
      assertThat(ended).isFalse();
      many.cancel(true);
    }
  }

  @Test
  void onesFailureCancellationAndDeadlineAreItsOwn() {
    try (VuGen vugen = builder().build()) {
      GenerateRequest request = REQUEST.toBuilder().steps(30).build();
      GeneratedImage expected = vugen.generate(request).get(0);
      Cancellation cancellation = new Cancellation();
      IllegalStateException fault = new IllegalStateException("mine");
      CompletableFuture<?> failing =
          vugen.generateAsync(
              ENDLESS,
              CallOptions.DEFAULT.withListener(
                  progress -> {
                    if (progress.step() == 10) {
                      throw fault;
                    }
                  }));
      CompletableFuture<?> cancelled =
          vugen.generateAsync(
              ENDLESS,
              CallOptions.DEFAULT
                  .withCancellation(cancellation)
                  .withListener(
                      progress -> {
                        if (progress.step() == 12) {
                          cancellation.cancel();
                        }
                      }));
      CompletableFuture<?> late =
          vugen.generateAsync(ENDLESS, CallOptions.DEFAULT.withDeadline(Duration.ofMillis(200)));
      CompletableFuture<List<GeneratedImage>> kept = vugen.generateAsync(request);

      assertThat(DeterminismTest.distance(kept.join().get(0).toPixels(), expected.toPixels()))
          .isLessThanOrEqualTo(1);
      assertThatThrownBy(failing::join).hasCause(fault);
      assertFails(cancelled, CancelledException.class);
      assertFails(late, DeadlineExceededException.class);
    }
  }

  private static void assertFails(CompletableFuture<?> future, Class<? extends Throwable> reason) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(reason);
  }

  @Test
  void everyRequestHasItsOwnProgressInOrder() {
    try (VuGen vugen = builder().build()) {
      List<List<Integer>> told = new ArrayList<>();
      List<CompletableFuture<?>> futures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<Integer> own = Collections.synchronizedList(new ArrayList<>());
        told.add(own);
        futures.add(
            vugen.generateAsync(
                REQUEST.toBuilder().seed(i).steps(3 + i).build(),
                CallOptions.DEFAULT.withListener(
                    progress -> {
                      if (progress.stage() == Progress.Stage.SAMPLING) {
                        own.add(progress.step() * 100 + progress.steps());
                      }
                    })));
      }
      futures.forEach(CompletableFuture::join);
      for (int i = 0; i < 4; i++) {
        int steps = 3 + i;
        assertThat(told.get(i))
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, steps).mapToObj(step -> step * 100 + steps).toList());
      }
    }
  }

  @Test
  void oneTooManyIsRefused() {
    try (VuGen vugen = builder().maxConcurrency(1).queueLimit(0).build()) {
      CountDownLatch begun = new CountDownLatch(1);
      Cancellation cancellation = new Cancellation();
      CompletableFuture<?> first =
          vugen.generateAsync(
              ENDLESS,
              CallOptions.DEFAULT
                  .withCancellation(cancellation)
                  .withListener(progress -> begun.countDown()));
      await(begun);
      assertThatThrownBy(() -> vugen.generate(REQUEST))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining("at most 0");
      assertThatThrownBy(() -> vugen.generateAsync(REQUEST)).isInstanceOf(BusyException.class);
      cancellation.cancel();
      assertFails(first, CancelledException.class);
      assertThat(vugen.generate(REQUEST)).hasSize(1);
    }
  }

  @Test
  void aListenerThatDrawsDoesNotWaitForItself() {
    try (VuGen vugen = builder().maxConcurrency(1).build()) {
      List<GeneratedImage> inner = new ArrayList<>();
      vugen.generate(
          REQUEST,
          CallOptions.DEFAULT.withListener(
              progress -> {
                if (inner.isEmpty()) {
                  inner.addAll(vugen.generate(REQUEST.toBuilder().seed(1).build()));
                }
              }));
      assertThat(inner).hasSize(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
