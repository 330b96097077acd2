package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.CancelledException;
import ai.vugen.error.ClosedException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.error.InvalidRequestException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a Loop that would take hours, unless something stops it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunControlTest {
  private static final int SIZE = 8;
  private static final long FOREVER = 1L << 40;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Session session;
  private NativeBuffer matrices;
  private NativeBuffer steps;

  @BeforeEach
  void open() {
    session = Session.open(Graphs.loop(SIZE), SessionOptions.named("loop"));
    matrices = NativeBuffer.allocate(ElementType.F32, 3L * SIZE * SIZE);
    steps = NativeBuffer.allocate(ElementType.I64, 2);
    steps.tensor(2).put(new long[] {FOREVER, 3});
    float[] twice = new float[SIZE * SIZE];
    for (int i = 0; i < SIZE; i++) {
      twice[i * SIZE + i] = 2;
    }
    matrix(0).put(twice);
    matrix(1).put(twice);
  }

  @AfterEach
  void close() {
    session.close();
    matrices.close();
    steps.close();
  }

  private NativeTensor matrix(int index) {
    return matrices.slice((long) index * SIZE * SIZE, SIZE, SIZE);
  }

  private void run(int stepsIndex, NativeTensor into, RunControl control) {
    session.run(
        Map.of("x", matrix(0), "m", matrix(1), "steps", steps.slice(stepsIndex)),
        Map.of("y", into),
        control);
  }

  /** A run that does not end by itself, on a thread of its own, inside native code by now. */
  private final class EndlessRun {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicLong processorNanosInAll = new AtomicLong();
    private final Thread thread;

    EndlessRun(NativeTensor into, RunControl control) throws InterruptedException {
      thread = new Thread(() -> compute(into, control));
      thread.setDaemon(true);
      thread.start();
      ThreadWatch.awaitNativeRun(thread);
    }

    private void compute(NativeTensor into, RunControl control) {
      try {
        run(0, into, control);
        end.complete(null);
      } catch (RuntimeException e) {
        processorNanosInAll.set(THREADS.getCurrentThreadCpuTime());
        end.completeExceptionally(e);
      }
    }

    /** Time on a processor until now; what else the machine does counts not. */
    long processorNanos() {
      return THREADS.getThreadCpuTime(thread.getId());
    }

    /** Time on a processor until the run failed. */
    long processorNanosInAll() {
      return processorNanosInAll.get();
    }

    Throwable failure() {
      try {
        end.join();
        throw new AssertionError("The run ended by itself.");
      } catch (CompletionException e) {
        return Objects.requireNonNull(e.getCause());
      }
    }
  }

  private void stillWorks() {
    run(1, matrix(2), RunControl.unlimited());
    assertThat(matrix(2).floats()).startsWith(16, 0, 0);
  }

  @Test
  void cancelReachesARunInsideNativeCode() throws InterruptedException {
    RunControl control = RunControl.unlimited();
    EndlessRun running = new EndlessRun(matrix(2), control);
    assertThat(running.end).isNotDone();
    long before = running.processorNanos();
    control.cancel();
    assertThat(running.failure()).isInstanceOf(CancelledException.class);
    assertThat(Duration.ofNanos(running.processorNanosInAll() - before))
        .isLessThan(Duration.ofSeconds(2));
    assertThat(control.isCancelled()).isTrue();
    stillWorks();
  }

  @Test
  void oneControlStopsAllRunsOfARequest() throws InterruptedException {
    RunControl control = RunControl.unlimited();
    try (NativeBuffer results = NativeBuffer.allocate(ElementType.F32, 3L * SIZE * SIZE)) {
      List<EndlessRun> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(new EndlessRun(results.slice((long) i * SIZE * SIZE, SIZE, SIZE), control));
      }
      control.cancel();
      running.forEach(run -> assertThat(run.failure()).isInstanceOf(CancelledException.class));
    }
    stillWorks();
  }

  @Test
  void cancelledControlRefusesToRun() {
    RunControl control = RunControl.unlimited();
    control.cancel();
    control.cancel();
    assertThatThrownBy(control::check).isInstanceOf(CancelledException.class);
    assertThatThrownBy(() -> run(0, matrix(2), control)).isInstanceOf(CancelledException.class);
    stillWorks();
  }

  @Test
  void deadlineStopsARun() {
    long begun = System.nanoTime();
    long before = THREADS.getCurrentThreadCpuTime();
    RunControl control = RunControl.within(Duration.ofMillis(80));
    assertThatThrownBy(() -> run(0, matrix(2), control))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("80 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofMillis(80));
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before))
        .isLessThan(Duration.ofSeconds(2));
    assertThatThrownBy(() -> run(1, matrix(2), control))
        .isInstanceOf(DeadlineExceededException.class);
    stillWorks();
  }

  @Test
  void deadlineStopsARunByTheClockOfItsControl() throws InterruptedException {
    ManualClock clock = new ManualClock();
    EndlessRun running = new EndlessRun(matrix(2), clock.within(Duration.ofSeconds(1)));
    clock.pass(Duration.ofMillis(999));
    assertThat(running.end).isNotDone();
    clock.pass(Duration.ofMillis(1));
    assertThat(running.failure()).isInstanceOf(DeadlineExceededException.class);
    stillWorks();
  }

  @Test
  void whoWatchesIsToldOfTheStopUntilTheWatchIsClosed() {
    ManualClock clock = new ManualClock();
    RunControl control = clock.within(Duration.ofSeconds(1));
    List<String> told = new ArrayList<>();
    RunControl.Watch closed = control.onStop(() -> told.add("closed"));
    RunControl.Watch first = control.onStop(() -> told.add("first"));
    RunControl.Watch failing =
        control.onStop(
            () -> {
              throw new IllegalStateException("mine");
            });
    RunControl.Watch last = control.onStop(() -> told.add("last"));
    closed.close();
    assertThat(clock.pending()).isEqualTo(1); // one timer for all
    assertThatThrownBy(control::cancel).hasMessage("mine"); // the others were told all the same
    assertThat(told).containsExactly("first", "last");
    assertThatThrownBy(() -> control.onStop(() -> told.add("late")))
        .isInstanceOf(CancelledException.class);
    List.of(first, failing, last).forEach(RunControl.Watch::close);
    assertThat(clock.pending()).isZero();
  }

  @Test
  void anInterruptedThreadIsRefusedAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    RunControl control = RunControl.unlimited();
    assertThatThrownBy(control::check).isInstanceOf(CancelledException.class);
    assertThatThrownBy(() -> run(0, matrix(2), control)).isInstanceOf(CancelledException.class);
    run(1, matrix(2), RunControl.shared()); // what it does for others goes on
    assertThat(Thread.interrupted()).isTrue();
    control.check();
    stillWorks();
  }

  @Test
  void farDeadlineDisturbsNothing() {
    RunControl control = RunControl.within(Duration.ofDays(100_000));
    for (int i = 0; i < 100; i++) {
      run(1, matrix(2), control);
    }
    control.check();
    assertThat(matrix(2).floats()).startsWith(16, 0, 0);
    assertThatThrownBy(() -> RunControl.within(Duration.ofSeconds(-1)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> RunControl.within(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void closingASessionStopsItsRuns() throws InterruptedException {
    EndlessRun running = new EndlessRun(matrix(2), RunControl.unlimited());
    session.close();
    assertThat(running.failure())
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("'loop' was closed during this run");
    assertThatThrownBy(() -> run(1, matrix(2), RunControl.unlimited()))
        .isInstanceOf(ClosedException.class);
  }

  @Test
  void closingABufferWaitsForTheRunThatUsesIt() throws InterruptedException {
    RunControl control = RunControl.unlimited();
    EndlessRun running = new EndlessRun(matrix(2), control);
    Thread closing = new Thread(matrices::close);
    closing.start();
    ThreadWatch.awaitClosing(closing);
    assertThat(closing.isAlive()).isTrue();
    assertThatThrownBy(() -> matrix(0).floats()).isInstanceOf(ClosedException.class);
    control.cancel();
    assertThat(running.failure()).isInstanceOf(CancelledException.class);
    closing.join();
  }
}
