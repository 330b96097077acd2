package ai.vugen.pipeline.sampling;

import ai.vugen.error.CancelledException;
import ai.vugen.flow.Branches;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.sampling.StepBatch.Step;
import ai.vugen.runtime.RunControl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the steps of requests that are sampled at the same time become batches. Thread-safe.
 *
 * <p>Every request follows its own solver on its own thread and comes here for each velocity. So a
 * request joins the others at their next step, whatever its own steps, solver and guidance are, and
 * leaves them when it ends, fails or is cancelled, of which they notice nothing. A request that is
 * alone meets no other thread.
 */
public final class SamplingQueue implements AutoCloseable {
  /*
   * Batches are made anew for each step, as Orca does for tokens ("iteration-level scheduling", OSDI
   * 2022), but by the callers' own threads.
   *
   * What is batched. The unit is a step: the velocities that the images of one member need at one
   * time, with guidance in two branches. Its rows go through the tower beside the rows of other
   * steps, each row with a time, a position and a prefix of its own.
   *
   * Who computes. Steps wait in the order in which they came. The thread whose step is the oldest
   * leads: it takes that step and, in their order, those others that fit, runs the batch without
   * the lock and marks its steps done. Then whoever is the oldest now leads. So nobody starves: a
   * step that does not fit beside others becomes the oldest.
   *
   * Patience. After a batch its members are between two steps for a moment. A leader that went at
   * once would split them into two groups that take turns at half the batch for ever. So it waits
   * until each member that is awaited has a step here or the batch is full, but at most a PATIENCE-th
   * of the time that the last batch took, counted from its end.
   *
   * Lateness. A member that was missing from a batch is late: the next batches do not wait for it
   * until it comes with a step. So a slow listener costs the others one patience for each of its own
   * steps, not of theirs.
   *
   * Stops. A member whose request is stopped is woken and takes its step away. What computes for
   * several requests is not stopped by one of them; what it gives to a step that nobody waits for
   * is dropped.
   *
   * Failure. When a batch of several steps fails, none of them is to blame yet: each is computed
   * again, alone, and what fails then is that member's own failure.
   *
   * The same bits. An image must not depend on its company. A row of the tower is computed from its
   * own inputs alone, but the length of a sum decides the order of its terms, and padded attention
   * makes it longer. So prefixes are padded to multiples of PADDING, masked behind their end, and
   * only steps of equal padded length share a batch: a row has the same length, and with it the
   * same bits, whether it is alone or not.
   */

  /** A batch waits for more steps for one part in so many of the time that the last one took. */
  private static final int PATIENCE = 4;

  /** Prefixes are padded to a multiple of so many tokens: nearly all prompts have equal length. */
  private static final int PADDING = 16;

  private static final Logger LOG = LoggerFactory.getLogger(SamplingQueue.class);

  private final StepBatch.Runner runner;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Member> members = new LinkedHashSet<>();
  private final List<Step> waiting = new ArrayList<>(); // oldest first
  private long joined;
  private boolean running;
  private long lastEnd;
  private long lastDuration;

  /**
   * @param limit most images of a batch, at least 1
   */
  public SamplingQueue(StepBatch.Runner runner, int limit) {
    this.runner = runner;
    this.limit = limit;
  }

  /** Returns the most images that one batch has. */
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
  public Member join(KeyValues prompt, @Nullable KeyValues empty, int images, RunControl control) {
    lock.lock();
    try {
      Member member = new Member(joined++, prompt, empty, images, control);
      members.add(member);
      return member;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Member member) {
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

  /** Returns when a step is computed, by this thread or another. */
  private void compute(Step step) {
    RunControl control = step.member.control;
    try (RunControl.Watch watch = control.onStop(this::wake)) {
      lock.lock();
      try {
        step.member.isLate = false;
        waiting.add(step);
        changed.signalAll();
        while (!step.isDone) {
          control.check();
          awaitOrLead(step);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException("The thread was interrupted while the request waited.", e);
      } finally {
        waiting.remove(step);
        step.isAbandoned = true;
        changed.signalAll(); // another is the first now
        lock.unlock();
      }
    }
    step.check();
  }

  private void awaitOrLead(Step step) throws InterruptedException {
    if (running || waiting.get(0) != step) {
      changed.await();
      return;
    }
    long patience = patience();
    if (patience > 0) {
      changed.awaitNanos(patience);
    } else {
      runBatch();
    }
  }

  /** Lets those who wait look whether they were stopped. */
  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whose steps wait for a batch, oldest first. */
  List<Member> waiting() {
    lock.lock();
    try {
      return waiting.stream().map(step -> step.member).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many nanoseconds the next batch should wait for more steps; 0 or less if it should
   * go.
   */
  private long patience() {
    boolean isComplete = members.stream().filter(m -> !m.isLate).count() <= waiting.size();
    if (isComplete || StepBatch.of(waiting, limit).images() >= limit) {
      return 0;
    }
    return lastEnd + lastDuration / PATIENCE - System.nanoTime();
  }

  /** Runs the next batch without holding the lock. */
  private void runBatch() {
    StepBatch batch = StepBatch.of(waiting, limit);
    for (Member member : members) {
      member.isLate = waiting.stream().noneMatch(step -> step.member == member);
    }
    waiting.removeAll(batch.steps());
    running = true;
    lock.unlock();
    long begin = System.nanoTime();
    Throwable failure = null;
    try {
      runner.run(batch, control(batch.steps()));
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      lock.lock();
      running = false;
      lastEnd = System.nanoTime();
      lastDuration = lastEnd - begin;
      settle(batch.steps(), failure);
      changed.signalAll();
    }
  }

  private void settle(List<Step> steps, @Nullable Throwable failure) {
    if (failure != null && steps.size() > 1) {
      LOG.warn("a batch of {} requests failed; each is computed alone", steps.size(), failure);
      steps.forEach(step -> step.isAlone = true);
      waiting.addAll(0, steps.stream().filter(step -> !step.isAbandoned).toList());
      return;
    }
    for (Step step : steps) {
      step.failure = failure;
      step.isDone = true;
    }
  }

  /** Returns a run for one request ends with it; a run for several goes on when one is stopped. */
  private static RunControl control(List<Step> steps) {
    return steps.size() == 1 ? steps.get(0).member.control : RunControl.shared();
  }

  /** Frees what is kept between batches; nothing may be under way. */
  @Override
  public void close() {
    runner.close();
  }

  /**
   * Images of one request that are being sampled, as a solver sees them: the tower's velocities
   * with and without the prompt. One thread at a time; it leaves the queue when closed.
   */
  public final class Member implements Branches, AutoCloseable {
    final long number; // in the order of joining
    final int images;
    final int prefixLength; // text tokens of a row, with padding
    private final KeyValues prompt;
    private final @Nullable KeyValues empty;
    private final RunControl control;
    private boolean isLate; // the last batch left without it

    private Member(
        long number, KeyValues prompt, @Nullable KeyValues empty, int images, RunControl control) {
      this.number = number;
      this.prompt = prompt;
      this.empty = empty;
      this.images = images;
      this.control = control;
      int longest = Math.max(prompt.tokens(), empty == null ? 0 : empty.tokens());
      this.prefixLength = (longest + PADDING - 1) / PADDING * PADDING;
    }

    /** Returns the keys and values of a branch: 0 under the prompt, 1 without it. */
    KeyValues prefix(int branch) {
      KeyValues chosen = branch == 0 ? prompt : empty;
      if (chosen == null) {
        throw new IllegalStateException("these images have no branch without the prompt");
      }
      return chosen;
    }

    @Override
    public void conditional(double[] z, double t, double[] conditional) {
      velocities(z, t, false, conditional);
    }

    @Override
    public void both(double[] z, double t, double[] conditional, double[] unconditional) {
      velocities(z, t, true, conditional, unconditional);
    }

    private void velocities(double[] z, double t, boolean isGuided, double[]... branches) {
      float[] latents = new float[z.length];
      for (int i = 0; i < z.length; i++) {
        latents[i] = (float) z[i];
      }
      Step step = new Step(this, latents, (float) t, isGuided);
      compute(step);
      int next = 0;
      for (double[] branch : branches) {
        for (int i = 0; i < branch.length; i++) {
          branch[i] = step.velocities[next++];
        }
      }
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
