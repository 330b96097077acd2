package ai.vugen;

import ai.vugen.error.CancelledException;
import ai.vugen.error.ClosedException;
import ai.vugen.runtime.Gate;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.TurnQueue;
import java.util.function.Function;

/** The requests under way: at most so many at once, and closing stops all of them. */
final class ActiveRequests {
  private final TurnQueue turns;
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
  private final Gate<Request> gate = new Gate<>();

  /** A request under way and who waits for it. */
  private record Request(RunControl control, Thread thread) {}

  /**
   * @param concurrency most requests at once
   * @param queueLimit most requests that wait for their turn
   */
  ActiveRequests(int concurrency, int queueLimit) {
    turns = new TurnQueue(concurrency, queueLimit);
  }

  /** Returns the control of a request that begins now. */
  static RunControl control(CallOptions options) {
    return options.deadline().map(RunControl::within).orElseGet(RunControl::unlimited);
  }

  /** As {@link #run(RunControl, CallOptions, Function)}, beginning now. */
  <T> T run(CallOptions options, Function<RunControl, T> body) {
    return run(control(options), options, body);
  }

  /**
   * Computes a request, which waits for its turn first.
   *
   * @throws ClosedException if closed before or meanwhile
   * @throws CancelledException if cancelled
   * @throws ai.vugen.error.DeadlineExceededException if its time is up
   * @throws ai.vugen.error.BusyException if too many wait already
   */
  <T> T run(RunControl control, CallOptions options, Function<RunControl, T> body) {
    Runnable cancel = control::cancel;
    Request request = new Request(control, Thread.currentThread());
    if (!gate.enter(request)) {
      throw closed();
    }
    try {
      options.cancellation().ifPresent(cancellation -> cancellation.onCancel(cancel));
      return inTurn(control, body);
    } catch (CancelledException e) {
      if (gate.isShut()) {
        throw new ClosedException("The VuGen was closed during this request.", e);
      }
      throw e;
    } finally {
      options.cancellation().ifPresent(cancellation -> cancellation.remove(cancel));
      gate.leave(request);
    }
  }

  private <T> T inTurn(RunControl control, Function<RunControl, T> body) {
    if (inside.get()) { // a listener that asks for more has its place already
      return body.apply(control);
    }
    return turns.run(
        control,
        () -> {
          inside.set(true);
          try {
            control.check();
            return body.apply(control);
          } finally {
            inside.remove();
          }
        });
  }

  /** Returns quietly while open. */
  void check() {
    if (gate.isShut()) {
      throw closed();
    }
  }

  private static ClosedException closed() {
    return new ClosedException("This VuGen has been closed; build a new one.");
  }

  /**
   * Stops all requests and waits until the last has ended, except those of the calling thread,
   * which end when it returns to them; returns false when that was done before.
   */
  boolean close() {
    return gate.shut(
        request -> request.control().cancel(),
        request -> request.thread() != Thread.currentThread());
  }
}
