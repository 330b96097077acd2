package ai.vugen.runtime;

import ai.vugen.error.BusyException;
import ai.vugen.error.CancelledException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets so many bodies of work run at once; the others wait, and the one that came first goes on
 * first. Thread-safe.
 *
 * <p>Two are on the way of a prompt: one admits requests, and one lets their images be decoded one
 * at a time. They cannot be one, because a request that waits for the decoder keeps the place it
 * was admitted to, so that others go on sampling meanwhile. Besides these a request waits only in
 * the sampling queue, for the others of its batch, and for a session that another thread is
 * opening. Nobody polls: a wait for a turn ends when a place becomes free, when the request is
 * stopped ({@link RunControl#onStop}) or when the thread is interrupted.
 */
public final class TurnQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Object> waiting = new ArrayDeque<>(); // a ticket each, oldest first
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

  /** Returns how many wait. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void enter(RunControl control) {
    try (RunControl.Watch watch = control.onStop(this::wake)) {
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
  }

  private void awaitTurn(RunControl control) {
    if (waiting.size() >= queueLimit) {
      throw new BusyException(
          "Too many requests wait already (at most %d); wait for one to finish, or raise the queue limit."
              .formatted(queueLimit));
    }
    Object ticket = new Object();
    waiting.addLast(ticket);
    try {
      while (free == 0 || waiting.peekFirst() != ticket) {
        control.check();
        changed.await();
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

  /** Lets those who wait look whether they were stopped. */
  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
