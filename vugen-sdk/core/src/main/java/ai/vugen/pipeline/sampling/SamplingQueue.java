package ai.vugen.pipeline.sampling;

import ai.vugen.error.CancelledException;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.runtime.RunControl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the steps of requests that are sampled at the same time become batches.
 *
 * <p>Every request follows its own solver on its own thread and comes here for each velocity. The
 * one that has waited longest computes it, for itself and for as many others as fit. So a request
 * joins the others at their next step, whatever its own steps, solver and guidance are, and leaves
 * them when it ends, fails or is cancelled, of which they notice nothing. A request that is alone
 * meets no other thread.
 *
 * <p>A batch waits for those who are between two steps, but no longer than a quarter of the time
 * that the last batch took, and not twice for one who did not come. Thread-safe.
 */
public final class SamplingQueue implements AutoCloseable {
  /** How often one who waits looks whether it was cancelled or is late. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int PATIENCE = 4;

  private static final Logger LOG = LoggerFactory.getLogger(SamplingQueue.class);

  private final BatchRunner runner;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<QueueMember> members = new LinkedHashSet<>();
  private final List<PendingStep> waiting = new ArrayList<>(); // oldest first
  private long joined;
  private boolean running;
  private long lastEnd;
  private long lastDuration;

  /**
   * @param limit most images of a batch, at least 1
   */
  public SamplingQueue(BatchRunner runner, int limit) {
    this.runner = runner;
    this.limit = limit;
  }

  /** The most images that one batch has. */
  int limit() {
    return limit;
  }

  /**
   * Adds images that will be sampled, all with the same prompt; closing the member removes them.
   *
   * @param prompt keys and values of the prompt
   * @param empty keys and values without it; null where guidance is off
   * @param images how many, at most the limit
   * @param control of their request
   */
  public QueueMember join(
      KeyValues prompt, @Nullable KeyValues empty, int images, RunControl control) {
    lock.lock();
    try {
      QueueMember member = new QueueMember(this, joined++, prompt, empty, images, control);
      members.add(member);
      return member;
    } finally {
      lock.unlock();
    }
  }

  void leave(QueueMember member) {
    lock.lock();
    try {
      members.remove(member);
      if (members.isEmpty()) {
        runner.close();
      }
      changed.signalAll(); // nobody waits for it any more
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when a step is computed, by this thread or another.
   *
   * @throws CancelledException if its request is cancelled, or the thread interrupted
   * @throws ai.vugen.error.DeadlineExceededException if its request's time is up
   */
  void compute(PendingStep step) {
    lock.lock();
    try {
      step.member().markLate(false);
      waiting.add(step);
      changed.signalAll();
      while (!step.isDone()) {
        step.member().control().check();
        long patience = running || waiting.get(0) != step ? POLL_NANOS : patience();
        if (patience > 0) {
          changed.awaitNanos(Math.min(patience, POLL_NANOS));
        } else {
          runBatch();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The thread was interrupted while the request waited.", e);
    } finally {
      waiting.remove(step);
      step.abandon();
      changed.signalAll(); // another is the first now
      lock.unlock();
    }
    step.check();
  }

  /** Returns when a step of the member waits for a batch. */
  void awaitWaiting(QueueMember member) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.stream().noneMatch(step -> step.member() == member)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many steps wait for a batch. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many nanoseconds the next batch should wait for more steps; 0 or less if it should go. */
  private long patience() {
    boolean isComplete = members.stream().filter(m -> !m.isLate()).count() <= waiting.size();
    if (isComplete || StepBatch.of(waiting, limit).images() >= limit) {
      return 0;
    }
    return lastEnd + lastDuration / PATIENCE - System.nanoTime();
  }

  /** Runs the next batch without holding the lock. */
  private void runBatch() {
    StepBatch batch = StepBatch.of(waiting, limit);
    for (QueueMember member : members) {
      member.markLate(waiting.stream().noneMatch(step -> step.member() == member));
    }
    waiting.removeAll(batch.steps());
    running = true;
    lock.unlock();
    long begin = System.nanoTime();
    Throwable failure = null;
    try {
      runner.run(batch, control(batch));
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      lock.lock();
      running = false;
      lastEnd = System.nanoTime();
      lastDuration = lastEnd - begin;
      settle(batch, failure);
      changed.signalAll();
    }
  }

  /** A failed step is its own request's; those that failed together are computed again, alone. */
  private void settle(StepBatch batch, @Nullable Throwable failure) {
    boolean shared = batch.steps().size() > 1;
    if (failure != null && shared) {
      LOG.warn(
          "a batch of {} requests failed; each is computed alone", batch.steps().size(), failure);
      batch.steps().forEach(PendingStep::leaveCompany);
      waiting.addAll(0, batch.steps().stream().filter(step -> !step.isAbandoned()).toList());
      return;
    }
    for (PendingStep step : batch.steps()) {
      if (failure == null) {
        step.finish();
      } else {
        step.fail(failure);
      }
    }
  }

  /** A run for one request ends with it; a run for several goes on when one of them is stopped. */
  private static RunControl control(StepBatch batch) {
    return batch.steps().size() == 1
        ? batch.steps().get(0).member().control()
        : RunControl.unlimited();
  }

  /** Frees what is kept between batches; nothing may be under way. */
  @Override
  public void close() {
    runner.close();
  }
}
