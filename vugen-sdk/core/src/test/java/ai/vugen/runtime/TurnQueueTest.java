package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.BusyException;
import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnQueueTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TurnQueue turns = new TurnQueue(1, 4);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());
  private Future<?> first = threads.submit(() -> {});
  private int waiting;

  /** Takes the only place until {@code end}. */
  @BeforeEach
  void occupy() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    first =
        threads.submit(
            () ->
                turns.run(
                    RunControl.unlimited(),
                    () -> {
                      begun.countDown();
                      await(end);
                      return 0;
                    }));
    begun.await();
  }

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    first.get();
    threads.shutdown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets one more wait; returns when it does. */
  private Future<?> enqueue(int number, RunControl control) throws InterruptedException {
    Future<?> future = threads.submit(() -> turns.run(control, () -> order.add(number)));
    waiting++;
    while (turns.waiting() < waiting) {
      Thread.sleep(1);
    }
    return future;
  }

  @Test
  void theFirstToComeIsTheFirstToGo() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    all.add(enqueue(0, RunControl.unlimited()));
    RunControl cancelled = RunControl.unlimited();
    Future<?> gone = enqueue(9, cancelled);
    for (int i = 1; i < 3; i++) {
      all.add(enqueue(i, RunControl.unlimited()));
    }
    cancelled.cancel();
    assertThatThrownBy(gone::get).hasCauseInstanceOf(CancelledException.class);
    waiting--; // and the others were woken to look whether it is their turn
    all.add(enqueue(3, RunControl.unlimited()));
    end.countDown();
    for (Future<?> one : all) {
      one.get();
    }
    assertThat(order).containsExactly(0, 1, 2, 3);
  }

  @Test
  void oneTooManyIsRefused() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(enqueue(i, RunControl.unlimited()));
    }
    assertThatThrownBy(() -> turns.run(RunControl.unlimited(), () -> order.add(9)))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("at most 4");
    assertThat(all).noneMatch(Future::isDone);
  }

  @Test
  void whoIsCancelledOrLateGivesTheTurnToTheNext() throws Exception {
    RunControl cancelled = RunControl.unlimited();
    Future<?> one = enqueue(0, cancelled);
    RunControl over = RunControl.within(Duration.ZERO);
    Future<?> late = threads.submit(() -> turns.run(over, () -> order.add(1)));
    assertThatThrownBy(late::get).hasCauseInstanceOf(DeadlineExceededException.class);
    Future<?> next = enqueue(2, RunControl.unlimited());
    cancelled.cancel();
    assertThatThrownBy(one::get).hasCauseInstanceOf(CancelledException.class);
    end.countDown();
    next.get();
    assertThat(order).containsExactly(2);
  }

  @Test
  void aFailureGivesThePlaceBack() {
    end.countDown();
    assertThatThrownBy(
            () ->
                turns.run(
                    RunControl.unlimited(),
                    () -> {
                      throw new IllegalStateException("mine");
                    }))
        .hasMessage("mine");
    assertThat(turns.<Integer>run(RunControl.unlimited(), () -> 7)).isEqualTo(7);
  }

  @Test
  void aDeadlineWakesWhoWaits() throws Exception {
    ManualClock clock = new ManualClock();
    Future<?> one = enqueue(0, clock.within(Duration.ofSeconds(5)));
    Future<?> next = enqueue(1, clock.within(Duration.ofSeconds(6)));
    clock.pass(Duration.ofSeconds(5));
    assertThatThrownBy(one::get).hasCauseInstanceOf(DeadlineExceededException.class);
    assertThat(next).isNotDone();
    end.countDown();
    next.get();
    assertThat(order).containsExactly(1);
    assertThat(clock.pending()).isZero(); // the timer of the one that had its turn is forgotten
  }

  @Test
  void anInterruptWakesWhoWaitsAndIsKept() throws Exception {
    AtomicBoolean kept = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread interrupted =
        new Thread(
            () -> {
              try {
                turns.run(RunControl.unlimited(), () -> order.add(0));
              } catch (CancelledException e) {
                failure.set(e);
                kept.set(Thread.currentThread().isInterrupted());
              }
            });
    interrupted.start();
    waiting++;
    while (turns.waiting() < waiting) {
      Thread.sleep(1);
    }
    interrupted.interrupt();
    interrupted.join();
    assertThat(failure.get()).isInstanceOf(CancelledException.class);
    assertThat(kept).isTrue();
    assertThat(turns.waiting()).isZero();
    assertThat(order).isEmpty();
  }
}
