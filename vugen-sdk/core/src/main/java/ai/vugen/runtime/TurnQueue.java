package ai.vugen.runtime;

import ai.vugen.error.BusyException;
import ai.vugen.error.CancelledException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets so many bodies of work run at once; the others wait, and the one that came first goes on
 * first. Thread-safe.
 */
public final class TurnQueue {
  /** How often one who waits looks whether it was cancelled or is late. */
  private static final long POLL_MILLIS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final int queueLimit;
  private int free;

  /**
   * @param places how many may run at once, at least 1
   * @param queueLimit how many may wait, at least 0
   */
  public TurnQueue(int places, int queueLimit) {
    this.free = places;
    this.queueLimit = queueLimit;
  }

  /**
   * Runs a body of work when its turn comes.
   *
   * @throws BusyException if too many wait already
   * @throws CancelledException if cancelled, or the thread is interrupted, while it waits
   * @throws ai.vugen.error.DeadlineExceededException if its time is up before its turn
   */
  public <T> T run(RunControl control, Supplier<T> body) {
    enter(control);
    try {
      return body.get();
    } finally {
      leave();
    }
  }

  /** Returns when so many wait at least. */
  void awaitWaiting(int count) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.size() < count) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void enter(RunControl control) {
    lock.lock();
    try {
      if (free == 0 || !waiting.isEmpty()) {
        awaitTurn(control);
      }
      free--;
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(RunControl control) {
    if (waiting.size() >= queueLimit) {
      throw new BusyException(
          "Too many requests wait already (at most %d); wait for one to finish, or raise the queue limit."
              .formatted(queueLimit));
    }
    Object ticket = new Object();
    waiting.addLast(ticket);
    changed.signalAll(); // one more waits
    try {
      while (free == 0 || waiting.peekFirst() != ticket) {
        control.check();
        changed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The thread was interrupted while the request waited.", e);
    } finally {
      waiting.remove(ticket);
      changed.signalAll(); // whoever is first now
    }
  }

  private void leave() {
    lock.lock();
    try {
      free++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
