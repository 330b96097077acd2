package ai.vugen.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.flow.FlowState;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.GuidedVelocity;
import ai.vugen.flow.Solver;
import ai.vugen.flow.StepListener;
import ai.vugen.flow.TowerSchedule;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.sampling.SamplingQueue.Member;
import ai.vugen.runtime.ManualClock;
import ai.vugen.runtime.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which steps share a batch, with a runner that computes when the test lets it. */
@Timeout(60)
class SamplingQueueTest {
  private static final int SIZE = 2;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ManualRunner runner = new ManualRunner();

  /** Tells the test of each batch and waits until it may compute it. */
  private static final class ManualRunner implements StepBatch.Runner {
    private final BlockingQueue<StepBatch> begun = new ArrayBlockingQueue<>(100);
    private final BlockingQueue<Runnable> permits = new ArrayBlockingQueue<>(100);
    private final AtomicInteger freed = new AtomicInteger();

    @Override
    public void run(StepBatch batch, RunControl control) {
      try {
        begun.add(batch);
        permits.take().run();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      control.check();
      for (StepBatch.Step step : batch.steps()) {
        for (int i = 0; i < step.velocities.length; i++) {
          step.velocities[i] = 10 * step.latents[i % step.latents.length] + step.time;
        }
      }
    }

    @Override
    public void close() {
      freed.incrementAndGet();
    }

    /** The members of the next batch, by number; it may compute. */
    List<Long> next() throws InterruptedException {
      StepBatch batch = begun.take();
      permits.add(() -> {});
      return numbers(batch);
    }

    static List<Long> numbers(StepBatch batch) {
      return batch.steps().stream().map(step -> step.member.number).toList();
    }
  }

  @AfterEach
  void stop() {
    threads.shutdown();
  }

  private static KeyValues prefix(int tokens) {
    return new KeyValues(tokens, List.of(new float[tokens]), List.of(new float[tokens]));
  }

  private static Member join(SamplingQueue queue, int images, RunControl control) {
    return queue.join(prefix(3), prefix(1), images, control);
  }

  private Future<double[]> step(Member member) {
    return threads.submit(
        () -> {
          double[] z = new double[member.images * SIZE];
          Arrays.fill(z, (double) member.number);
          double[] v = new double[z.length];
          member.conditional(z, 0.5, v);
          return v;
        });
  }

  /** Asks for a step; returns when it waits. */
  private Future<double[]> waitingStep(SamplingQueue queue, Member member) throws Exception {
    Future<double[]> future = step(member);
    while (!queue.waiting().contains(member)) {
      Thread.sleep(1);
    }
    return future;
  }

  @Test
  void whoComesDuringABatchJoinsTheNext() throws Exception {
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member a = join(queue, 1, RunControl.unlimited())) {
      Future<double[]> first = step(a);
      StepBatch alone = runner.begun.take();
      try (Member b = join(queue, 1, RunControl.unlimited());
          Member c = join(queue, 1, RunControl.unlimited())) {
        Future<double[]> second = waitingStep(queue, c);
        Future<double[]> third = waitingStep(queue, b);
        runner.permits.add(() -> {});
        assertThat(first.get()).containsExactly(0.5, 0.5);
        Future<double[]> again = step(a);
        List<Long> shared = runner.next();
        if (!shared.contains(0L)) { // it may ask again in time for this batch or for the next
          assertThat(runner.next()).containsExactly(0L);
        }
        assertThat(again.get()).containsExactly(0.5, 0.5);
        assertThat(ManualRunner.numbers(alone)).containsExactly(0L);
        assertThat(shared).contains(1L, 2L);
        assertThat(second.get()).containsExactly(20.5, 20.5);
        assertThat(third.get()).containsExactly(10.5, 10.5);
      }
    }
    assertThat(runner.freed).hasValue(2); // when the last left, and when the queue was closed
  }

  /** A batch under way keeps everybody else waiting, in a known order. */
  private Future<double[]> occupy(Member member) throws InterruptedException {
    Future<double[]> first = step(member);
    runner.begun.take();
    return first;
  }

  @Test
  void theOldestGoesFirstAndManyImagesDoNotStarveOne() throws Exception {
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member many = join(queue, 4, RunControl.unlimited());
        Member one = join(queue, 1, RunControl.unlimited());
        Member other = join(queue, 4, RunControl.unlimited());
        Member two = join(queue, 2, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      List<Future<double[]>> all = new ArrayList<>();
      for (Member member : List.of(many, one, other, two)) {
        all.add(waitingStep(queue, member));
      }
      runner.permits.add(() -> {});
      running.get();
      assertThat(runner.next()).containsExactly(1L);
      assertThat(runner.next()).containsExactly(2L, 4L); // the small one fits beside it
      assertThat(runner.next()).containsExactly(3L);
      for (Future<double[]> future : all) {
        future.get();
      }
    }
  }

  @Test
  void prefixesOfDifferentPaddedLengthDoNotMix() throws Exception {
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member brief = queue.join(prefix(16), prefix(1), 1, RunControl.unlimited());
        Member wordy = queue.join(prefix(17), null, 1, RunControl.unlimited());
        Member short2 = queue.join(prefix(1), null, 1, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      Future<double[]> a = waitingStep(queue, brief);
      Future<double[]> b = waitingStep(queue, wordy);
      Future<double[]> c = waitingStep(queue, short2);
      runner.permits.add(() -> {});
      running.get();
      assertThat(runner.next()).containsExactly(1L, 3L);
      assertThat(runner.next()).containsExactly(2L);
      assertThat(a.get()).containsExactly(10.5, 10.5);
      assertThat(b.get()).containsExactly(20.5, 20.5);
      assertThat(c.get()).containsExactly(30.5, 30.5);
    }
  }

  @Test
  void oneThatIsCancelledOrLateDoesNotDisturbTheOthers() throws Exception {
    RunControl cancelled = RunControl.unlimited();
    ManualClock clock = new ManualClock();
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member a = join(queue, 1, cancelled);
        Member b = join(queue, 1, clock.within(Duration.ofMillis(300)));
        Member c = join(queue, 1, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      Future<double[]> stopped = waitingStep(queue, a);
      Future<double[]> late = waitingStep(queue, b);
      Future<double[]> kept = waitingStep(queue, c);
      runner.permits.add(() -> {});
      running.get();
      assertThat(ManualRunner.numbers(runner.begun.take())).contains(1L, 2L, 3L);
      cancelled.cancel();
      clock.pass(Duration.ofMillis(300));
      assertThatThrownBy(late::get).hasCauseInstanceOf(DeadlineExceededException.class);
      runner.permits.add(() -> {});
      assertThat(kept.get()).containsExactly(30.5, 30.5);
      stopped.get(); // it led the batch, and hears of it before its next step
      assertThatThrownBy(() -> step(a).get()).hasCauseInstanceOf(CancelledException.class);
      assertThat(queue.waiting()).isEmpty();
    }
  }

  @Test
  void whoIsCancelledWhileWaitingLeavesTheQueue() throws Exception {
    RunControl cancelled = RunControl.unlimited();
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member a = join(queue, 1, cancelled);
        Member b = join(queue, 1, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      Future<double[]> stopped = waitingStep(queue, a);
      Future<double[]> kept = waitingStep(queue, b);
      cancelled.cancel();
      assertThatThrownBy(stopped::get).hasCauseInstanceOf(CancelledException.class);
      runner.permits.add(() -> {});
      running.get();
      assertThat(runner.next()).containsExactly(2L);
      assertThat(kept.get()).containsExactly(20.5, 20.5);
    }
  }

  @Test
  void aDeadlineWakesWhoWaits() throws Exception {
    ManualClock clock = new ManualClock();
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member a = join(queue, 1, clock.within(Duration.ofMillis(300)))) {
      Future<double[]> running = occupy(busy);
      Future<double[]> late = waitingStep(queue, a);
      clock.pass(Duration.ofMillis(300));
      assertThatThrownBy(late::get).hasCauseInstanceOf(DeadlineExceededException.class);
      assertThat(queue.waiting()).isEmpty();
      runner.permits.add(() -> {});
      running.get();
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesTheQueue() throws Exception {
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member a = join(queue, 1, RunControl.unlimited());
        Member b = join(queue, 1, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      Future<double[]> stopped = waitingStep(queue, a);
      Future<double[]> kept = waitingStep(queue, b);
      stopped.cancel(true); // interrupts its thread
      while (queue.waiting().contains(a)) {
        Thread.sleep(1);
      }
      runner.permits.add(() -> {});
      running.get();
      assertThat(runner.next()).containsExactly(2L);
      assertThat(kept.get()).containsExactly(20.5, 20.5);
    }
  }

  @Test
  void whoLeadsABatchAndIsInterruptedComputesItForTheOthers() throws Exception {
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member a = join(queue, 1, RunControl.unlimited());
        Member b = join(queue, 1, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      Future<double[]> leads = waitingStep(queue, a);
      Future<double[]> follows = waitingStep(queue, b);
      runner.permits.add(() -> {});
      running.get();
      assertThat(ManualRunner.numbers(runner.begun.take())).contains(1L, 2L);
      runner.permits.add(() -> Thread.currentThread().interrupt());
      assertThat(follows.get()).containsExactly(20.5, 20.5);
      assertThat(leads.get()).containsExactly(10.5, 10.5); // and hears of it at its next step
      assertThat(runner.begun).isEmpty();
    }
  }

  @Test
  void stepsThatFailTogetherAreComputedAloneAndAFailureIsOnesOwn() throws Exception {
    try (SamplingQueue queue = new SamplingQueue(runner, 4);
        Member busy = join(queue, 1, RunControl.unlimited());
        Member a = join(queue, 1, RunControl.unlimited());
        Member b = join(queue, 1, RunControl.unlimited())) {
      Future<double[]> running = occupy(busy);
      Future<double[]> leads = waitingStep(queue, a);
      Future<double[]> follows = waitingStep(queue, b);
      runner.permits.add(() -> {});
      running.get();
      runner.begun.take();
      IllegalStateException fault = new IllegalStateException("out of memory");
      runner.permits.add(
          () -> {
            throw fault;
          });
      assertThat(ManualRunner.numbers(runner.begun.take())).containsExactly(1L);
      runner.permits.add(
          () -> {
            throw fault;
          });
      assertThatThrownBy(leads::get).hasCause(fault);
      assertThat(runner.next()).containsExactly(2L);
      assertThat(follows.get()).containsExactly(20.5, 20.5);
      Future<double[]> again = step(a);
      assertThat(runner.next()).containsExactly(1L);
      assertThat(again.get()).containsExactly(10.5, 10.5);
    }
  }

  @Test
  void theBranchWithoutThePromptIsComputedOnlyWhereItCounts() {
    assertThat(rows(Guidance.classifierFree(5), GuidanceInterval.ALWAYS))
        .containsExactly(4, 4, 4, 4);
    assertThat(rows(Guidance.classifierFree(1), GuidanceInterval.ALWAYS))
        .containsExactly(2, 2, 2, 2);
    assertThat(rows(Guidance.classifierFree(5), new GuidanceInterval(0.25, 0.5)))
        .containsExactly(2, 4, 4, 2);
    assertThat(rows(Guidance.cfgZeroStar(5), GuidanceInterval.ALWAYS)).containsExactly(4, 4, 4);
  }

  /** Rows of the tower's batch in each of four Euler steps of two images. */
  private List<Integer> rows(Guidance guidance, GuidanceInterval interval) {
    List<Integer> rows = new ArrayList<>();
    StepBatch.Runner counter =
        new StepBatch.Runner() {
          @Override
          public void run(StepBatch batch, RunControl control) {
            rows.add(batch.rows());
          }

          @Override
          public void close() {}
        };
    try (SamplingQueue queue = new SamplingQueue(counter, 2);
        Member member = join(queue, 2, RunControl.unlimited())) {
      GuidedVelocity velocity = new GuidedVelocity(member, guidance, interval, 2, SIZE);
      Solver.EULER.integrate(
          velocity, TowerSchedule.even(4), new FlowState(2 * SIZE), StepListener.NONE);
    }
    return rows;
  }
}
