package ai.vugen.runtime;

import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops a request from outside: by {@link #cancel}, from any thread, when a deadline passes, or
 * when the thread that computes is interrupted.
 *
 * <p>One control serves all runs of one request, one after another or at the same time, on any
 * sessions. Cancellation and deadline reach native code, which stops before its next node, and wake
 * those who wait ({@link #onStop}); what was being computed is dropped, and the sessions stay
 * usable. An interrupt wakes those who wait and is otherwise noticed by the next {@link #check()},
 * so within one step; the thread stays interrupted. Thread-safe.
 */
public final class RunControl {
  /** Tells the time of deadlines and calls when one passes. */
  interface Clock {
    /** Returns nanoseconds since some moment. */
    long nanos();

    /** Runs an action once when so many nanoseconds have passed, unless it is cancelled before. */
    Future<?> schedule(Runnable action, long nanos);
  }

  /** The system's time; one daemon thread for the deadlines of all requests. */
  private static final class SystemClock implements Clock {
    static final SystemClock INSTANCE = new SystemClock();

    private final ScheduledThreadPoolExecutor timer;

    private SystemClock() {
      timer =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "vugen-deadlines");
                thread.setDaemon(true);
                return thread;
              });
      timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Future<?> schedule(Runnable action, long nanos) {
      return timer.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** The deadline of a request. */
  private record Deadline(Duration limit, Clock clock, long at) {
    long left() {
      return at - clock.nanos();
    }
  }

  /** An action that runs when the request is stopped, until it is closed. */
  public final class Watch implements AutoCloseable {
    private final Runnable action;

    private Watch(Runnable action) {
      this.action = action;
    }

    /** Forgets the action, which may be running at this moment. */
    @Override
    public void close() {
      remove(this);
    }
  }

  private final boolean isInterruptible;
  private final @Nullable Deadline deadline;
  private final Set<Watch> watches = new LinkedHashSet<>();
  private @Nullable Future<?> timeout; // not null only while there are watches
  private volatile boolean cancelled;
  private volatile boolean late;

  private RunControl(boolean isInterruptible, @Nullable Deadline deadline) {
    this.isInterruptible = isInterruptible;
    this.deadline = deadline;
  }

  /** Returns a control without a deadline. */
  public static RunControl unlimited() {
    return new RunControl(true, null);
  }

  /**
   * Returns a control without a deadline that ignores interrupts: for work that others wait for,
   * too, or that takes no longer than a step.
   */
  public static RunControl shared() {
    return new RunControl(false, null);
  }

  /**
   * Returns a control whose deadline passes {@code limit} from now.
   *
   * @throws InvalidRequestException if the limit is negative or beyond 290 years
   */
  public static RunControl within(Duration limit) {
    return within(limit, SystemClock.INSTANCE);
  }

  /** Returns a control whose deadline passes by another clock. */
  static RunControl within(Duration limit, Clock clock) {
    if (limit.isNegative() || limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
      throw new InvalidRequestException(
          "The time limit %s is not one; give a duration from zero to 290 years.".formatted(limit));
    }
    return new RunControl(true, new Deadline(limit, clock, clock.nanos() + limit.toNanos()));
  }

  /** Stops the runs under way and refuses further ones; a second call does nothing. */
  public void cancel() {
    cancelled = true;
    stop();
  }

  private void pass() {
    late = true;
    stop();
  }

  /** Runs the actions without holding the monitor: they take the locks of those who wait. */
  private void stop() {
    List<Watch> due;
    synchronized (this) {
      due = List.copyOf(watches);
    }
    RuntimeException failure = null;
    for (Watch watch : due) {
      try {
        watch.action.run();
      } catch (RuntimeException e) { // the others must be told all the same
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns whether {@link #cancel} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Returns quietly while the request may go on.
   *
   * @throws CancelledException after {@link #cancel}, or if the calling thread is interrupted,
   *     which it stays
   * @throws DeadlineExceededException after the deadline
   */
  public void check() {
    VuGenException reason = reason();
    if (reason != null) {
      throw reason;
    }
    if (isInterruptible && Thread.currentThread().isInterrupted()) {
      throw new CancelledException("The thread was interrupted during the request.");
    }
  }

  /** Throws as {@link #check()} if a run was stopped, with the runtime's own words about it. */
  void check(Throwable cause) {
    VuGenException reason = reason();
    if (reason != null) {
      reason.initCause(cause);
      throw reason;
    }
  }

  private @Nullable VuGenException reason() {
    if (cancelled) {
      return new CancelledException("The run was cancelled.");
    }
    if (deadline != null && (late || deadline.left() <= 0)) {
      return new DeadlineExceededException(
          "The run did not finish within its time limit of %d ms."
              .formatted(deadline.limit().toMillis()));
    }
    return null;
  }

  /**
   * Runs an action when the request is cancelled or its deadline passes, on the thread that cancels
   * or the timer's. It should be short, and may run once more after the watch was closed.
   *
   * @throws CancelledException if the request is cancelled already; as {@link #check()}
   * @throws DeadlineExceededException if its deadline has passed
   */
  public synchronized Watch onStop(Runnable action) {
    check(); // a cancel() from here on finds the watch, for it waits for the monitor
    Watch watch = new Watch(action);
    watches.add(watch);
    if (deadline != null && timeout == null) {
      timeout = deadline.clock().schedule(this::pass, deadline.left());
    }
    return watch;
  }

  private synchronized void remove(Watch watch) {
    watches.remove(watch);
    if (timeout != null && watches.isEmpty()) {
      timeout.cancel(false);
      timeout = null;
    }
  }
}
