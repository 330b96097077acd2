package ai.vugen;

import static ai.vugen.TinyVuGen.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.BusyException;
import ai.vugen.error.CancelledException;
import ai.vugen.error.ClosedException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.runtime.Engine;
import ai.vugen.text.AnswerOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cancellation, deadlines, closing and threads; nothing native is left after any of them. */
@Timeout(60)
class LifecycleTest {
  private static final GenerateRequest ENDLESS = REQUEST.toBuilder().steps(100_000).build();
  private static Path model;
  private int sessions;
  private int buffers;

  @BeforeAll
  static void write(@TempDir Path temporary) {
    model = TinyVuGen.model(temporary);
  }

  @BeforeEach
  void count() {
    sessions = Engine.liveSessions();
    buffers = Engine.liveBuffers();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(Engine.liveSessions()).isEqualTo(sessions);
    assertThat(Engine.liveBuffers()).isEqualTo(buffers);
  }

  private static VuGen open() {
    return VuGen.builder().model(model).build();
  }

  @Test
  void warmingUpOpensAllSessionsOnce() {
    try (VuGen vugen = open()) {
      assertThat(vugen.warmUp().statistics().openSessions()).isEqualTo(sessions + 4);
      vugen.generate(REQUEST);
      assertThat(vugen.warmUp().statistics().openSessions()).isEqualTo(sessions + 4);
    }
    VuGen closed = open();
    closed.close();
    assertThatThrownBy(closed::warmUp).isInstanceOf(ClosedException.class);
  }

  @Test
  void aTokenStopsARunWithinAStep() {
    try (VuGen vugen = open()) {
      Cancellation cancellation = new Cancellation();
      AtomicInteger steps = new AtomicInteger();
      CallOptions options =
          CallOptions.DEFAULT
              .withCancellation(cancellation)
              .withListener(
                  progress -> {
                    steps.incrementAndGet();
                    if (progress.step() == 3) {
                      cancellation.cancel();
                    }
                  });

      assertThatThrownBy(() -> vugen.generate(ENDLESS, options))
          .isInstanceOf(CancelledException.class);
      assertThat(steps).hasValue(3);
      assertThat(cancellation.isCancelled()).isTrue();
      assertThatThrownBy(() -> vugen.generate(ENDLESS, options))
          .isInstanceOf(CancelledException.class);
      assertThat(vugen.generate(REQUEST)).hasSize(1);
    }
  }

  @Test
  void anInterruptStopsARunWithinAStepAndIsKept() {
    try (VuGen vugen = open()) {
      AtomicInteger steps = new AtomicInteger();
      CallOptions options =
          CallOptions.DEFAULT.withListener(
              progress -> {
                steps.incrementAndGet();
                if (progress.step() == 3) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThatThrownBy(() -> vugen.generate(ENDLESS, options))
          .isInstanceOf(CancelledException.class);
      assertThat(steps).hasValue(3);
      assertThatThrownBy(() -> vugen.generate(REQUEST)).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(vugen.generate(REQUEST)).hasSize(1);
    }
  }

  @Test
  void anInterruptStopsAnAnswerWithinATokenAndIsKept() {
    try (VuGen vugen = open()) {
      ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
      AtomicInteger pieces = new AtomicInteger();
      CallOptions options =
          CallOptions.DEFAULT.withTextListener(
              text -> {
                pieces.incrementAndGet();
                Thread.currentThread().interrupt();
              });
      assertThatThrownBy(() -> vugen.understand(ChatRequest.of(image, "what?"), options))
          .isInstanceOf(CancelledException.class);
      assertThat(pieces).hasValue(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aDeadlineStopsARun() {
    try (VuGen vugen = open()) {
      vugen.generate(REQUEST);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadCpuTime(); // whatever else the machine does
      assertThatThrownBy(
              () ->
                  vugen.generate(ENDLESS, CallOptions.DEFAULT.withDeadline(Duration.ofMillis(200))))
          .isInstanceOf(DeadlineExceededException.class);
      assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
          .isLessThan(Duration.ofSeconds(5));
      CallOptions late = CallOptions.DEFAULT.withDeadline(Duration.ZERO);
      ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
      assertThatThrownBy(() -> vugen.understand(ChatRequest.of(image, "what?"), late))
          .isInstanceOf(DeadlineExceededException.class);
      assertThat(vugen.generate(REQUEST)).hasSize(1);
    }
  }

  @Test
  void cancellingAFutureStopsItsRun() throws Exception {
    try (VuGen vugen = open()) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicInteger last = new AtomicInteger();
      CompletableFuture<List<GeneratedImage>> future =
          vugen.generateAsync(
              ENDLESS,
              CallOptions.DEFAULT.withListener(
                  progress -> {
                    last.set(progress.step());
                    begun.countDown();
                  }));
      begun.await();
      assertThat(future.cancel(true)).isTrue();
      assertThat(future).isCancelled();
      assertThat(vugen.generate(REQUEST)).hasSize(1);
    }
  }

  @Test
  void closingStopsRunsAndWaitsForThem() throws Exception {
    VuGen vugen = VuGen.builder().model(model).maxConcurrency(2).build();
    CountDownLatch begun = new CountDownLatch(2);
    List<CompletableFuture<List<GeneratedImage>>> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) { // two are under way, two wait
      futures.add(
          vugen.generateAsync(
              ENDLESS.toBuilder().seed(i).build(),
              CallOptions.DEFAULT.withListener(
                  progress -> {
                    if (progress.step() == 1) {
                      begun.countDown();
                    }
                  })));
    }
    begun.await();
    vugen.close();
    for (CompletableFuture<List<GeneratedImage>> future : futures) {
      assertThatThrownBy(future::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ClosedException.class);
    }
    vugen.close();
  }

  @Test
  void closingFromAListenerEndsItsRun() {
    VuGen vugen = open();
    assertThatThrownBy(
            () ->
                vugen.generate(
                    ENDLESS, CallOptions.DEFAULT.withListener(progress -> vugen.close())))
        .isInstanceOf(ClosedException.class);
  }

  @Test
  void aClosedModelRefusesEverything() {
    VuGen vugen = open();
    Conversation conversation = vugen.chat(ImageInput.of(TinyVuGen.picture(64, 64)));
    conversation.ask("what?", AnswerOptions.DEFAULT.withMaxTokens(2));
    Latent latent = vugen.sample(REQUEST).get(0);
    ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
    vugen.close();
    vugen.close();
    assertThatThrownBy(() -> vugen.generate("a dog")).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> vugen.generateAsync(REQUEST)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> vugen.decode(latent)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> vugen.encode(image)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> vugen.understand(image, "?")).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> vugen.chat(image)).isInstanceOf(ClosedException.class);
    assertThatThrownBy(() -> conversation.ask("and?")).isInstanceOf(ClosedException.class);
    assertThatThrownBy(vugen::info).isInstanceOf(ClosedException.class);
  }

  @Test
  void aListenersFailureReachesTheCaller() {
    try (VuGen vugen = open()) {
      IllegalStateException fault = new IllegalStateException("mine");
      assertThatThrownBy(
              () ->
                  vugen.generate(
                      REQUEST,
                      CallOptions.DEFAULT.withListener(
                          progress -> {
                            throw fault;
                          })))
          .isSameAs(fault);
      assertThat(vugen.generate(REQUEST)).hasSize(1);
    }
  }

  @Test
  void manyThreadsDrawAndAsk() {
    try (VuGen vugen = VuGen.builder().model(model).maxConcurrency(3).build()) {
      ImageInput image = ImageInput.of(TinyVuGen.picture(64, 64));
      AnswerOptions brief = AnswerOptions.DEFAULT.withMaxTokens(4);
      ChatRequest question = ChatRequest.of(image, "what?").withOptions(brief);
      Answer expected = vugen.understand(question);
      List<CompletableFuture<?>> all = new ArrayList<>();
      IntStream.range(0, 6)
          .forEach(
              i -> {
                all.add(vugen.generateAsync(REQUEST.toBuilder().seed(i).build()));
                all.add(
                    vugen
                        .understandAsync(question)
                        .thenAccept(answer -> assertThat(answer).isEqualTo(expected)));
              });
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }
  }

  @Test
  void anExecutorThatRefusesIsReported() {
    try (VuGen vugen =
        VuGen.builder()
            .model(model)
            .executor(
                task -> {
                  throw new java.util.concurrent.RejectedExecutionException("full");
                })
            .build()) {
      assertThatThrownBy(() -> vugen.generateAsync(REQUEST)).isInstanceOf(BusyException.class);
    }
  }

  @Test
  void progressOfEveryStepWithPreviews() {
    try (VuGen vugen = open()) {
      List<String> told = new ArrayList<>();
      List<ai.vugen.image.Pixels> previews = new ArrayList<>();
      List<GeneratedImage> images =
          vugen.generate(
              REQUEST.toBuilder().count(2).steps(2).build(),
              CallOptions.DEFAULT.withListener(
                  progress -> {
                    told.add(
                        "%s %d/%d %d/%d"
                            .formatted(
                                progress.stage(),
                                progress.image(),
                                progress.images(),
                                progress.step(),
                                progress.steps()));
                    previews.add(progress.preview().get());
                    assertThat(progress.elapsed()).isPositive();
                  }));
      assertThat(told)
          .containsExactly(
              "SAMPLING 0/2 1/2",
              "SAMPLING 1/2 1/2",
              "SAMPLING 0/2 2/2",
              "SAMPLING 1/2 2/2",
              "DECODING 0/2 1/1",
              "DECODING 1/2 1/1");
      assertThat(previews.get(2)).isEqualTo(images.get(0).toPixels());
      assertThat(previews.get(3)).isEqualTo(images.get(1).toPixels());
      assertThat(previews.get(0)).isNotEqualTo(images.get(0).toPixels());
    }
  }
}
