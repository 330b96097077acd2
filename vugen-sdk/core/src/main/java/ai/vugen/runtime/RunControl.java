package ai.vugen.runtime;

import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops runs from outside: by {@link #cancel}, from any thread, or when a deadline passes.
 *
 * <p>One control serves all runs of one request, one after another or at the same time, on any
 * sessions. Both ends reach native code, which stops before its next node; what was being computed
 * is dropped, and the sessions stay usable.
 */
public final class RunControl {
  private static final class Deadlines {
    static final ScheduledThreadPoolExecutor TIMER = timer();

    private static ScheduledThreadPoolExecutor timer() {
      ScheduledThreadPoolExecutor timer =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "vugen-deadlines");
                thread.setDaemon(true);
                return thread;
              });
      timer.setRemoveOnCancelPolicy(true);
      return timer;
    }
  }

  private final Map<ActiveRun, @Nullable Future<?>> active = new HashMap<>();
  private final @Nullable Duration limit;
  private final LongSupplier clock;
  private final long deadline;
  private volatile boolean cancelled;

  private RunControl(@Nullable Duration limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    this.deadline = limit == null ? 0 : clock.getAsLong() + limit.toNanos();
  }

  /** Returns a control without a deadline. */
  public static RunControl unlimited() {
    return new RunControl(null, System::nanoTime);
  }

  /**
   * Returns a control whose deadline passes {@code limit} from now.
   *
   * @throws InvalidRequestException when the limit is negative or beyond 290 years
   */
  public static RunControl within(Duration limit) {
    return within(limit, System::nanoTime);
  }

  /**
   * Returns a control whose deadline passes by another clock, which tells nanoseconds; only a run
   * inside native code is stopped by the system's.
   */
  static RunControl within(Duration limit, LongSupplier clock) {
    if (limit.isNegative() || limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
      throw new InvalidRequestException(
          "The time limit %s is not one; give a duration from zero to 290 years.".formatted(limit));
    }
    return new RunControl(limit, clock);
  }

  /** Stops the runs under way and refuses further ones; a second call does nothing. */
  public synchronized void cancel() {
    cancelled = true;
    active.keySet().forEach(ActiveRun::terminate);
  }

  /** Returns whether {@link #cancel} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Returns quietly while the request may go on.
   *
   * @throws CancelledException after {@link #cancel}
   * @throws DeadlineExceededException after the deadline
   */
  public void check() {
    VuGenException reason = reason();
    if (reason != null) {
      throw reason;
    }
  }

  /** As {@link #check()}, with the runtime's own words about the run that was stopped. */
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
    if (limit != null && clock.getAsLong() - deadline >= 0) {
      return new DeadlineExceededException(
          "The run did not finish within its time limit of %d ms.".formatted(limit.toMillis()));
    }
    return null;
  }

  /** Begins to watch a run; it is refused when the request is already over. */
  synchronized void attach(ActiveRun run) {
    check();
    active.put(
        run,
        limit == null
            ? null
            : Deadlines.TIMER.schedule(
                run::terminate, deadline - clock.getAsLong(), TimeUnit.NANOSECONDS));
  }

  synchronized void detach(ActiveRun run) {
    Future<?> timeout = active.remove(run);
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
