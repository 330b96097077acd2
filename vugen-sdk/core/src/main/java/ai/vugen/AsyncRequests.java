package ai.vugen;

import ai.vugen.error.BusyException;
import ai.vugen.runtime.RunControl;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs requests on other threads: the caller's executor, or a few threads and a bounded queue. */
final class AsyncRequests implements AutoCloseable {
  private final Executor executor;
  private final @Nullable ThreadPoolExecutor own;
  private final int queueLimit;

  /**
   * @param given where requests run; null for threads of its own
   * @param queueLimit most requests that wait for one of them
   */
  AsyncRequests(@Nullable Executor given, int threads, int queueLimit) {
    this.queueLimit = queueLimit;
    if (given == null) {
      ThreadPoolExecutor pool = pool(threads, queueLimit);
      own = pool;
      executor = pool;
    } else {
      own = null;
      executor = given;
    }
  }

  private static ThreadPoolExecutor pool(int threads, int queueLimit) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            5,
            TimeUnit.SECONDS,
            queueLimit == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queueLimit),
            task -> {
              Thread thread = new Thread(task, "vugen-request-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Computes on another thread; cancelling the future cancels the control.
   *
   * @throws BusyException if the queue is full
   */
  <T> CompletableFuture<T> submit(RunControl control, Supplier<T> body) {
    CompletableFuture<T> future = new Cancelling<>(control);
    try {
      executor.execute(
          () -> {
            try {
              future.complete(body.get());
            } catch (Throwable e) { // the future is the only way to report it
              future.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      throw new BusyException(
          "Too many requests wait already (at most "
              + queueLimit
              + "); wait for one to finish, or raise the builder's queue limit.",
          e);
    }
    return future;
  }

  /** A future whose cancellation stops the request. */
  private static final class Cancelling<T> extends CompletableFuture<T> {
    private final RunControl control;

    Cancelling(RunControl control) {
      this.control = control;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean first = super.cancel(mayInterrupt);
      if (first) {
        control.cancel();
      }
      return first;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }

  /** Lets the threads end; what still waits fails when its turn comes. */
  @Override
  public void close() {
    if (own != null) {
      own.shutdown();
    }
  }
}
