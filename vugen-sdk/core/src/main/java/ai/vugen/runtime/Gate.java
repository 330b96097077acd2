package ai.vugen.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lets users in until it is shut, which waits for those inside. Thread-safe.
 *
 * @param <T> tells users apart; equal ones may be inside more than once
 */
public final class Gate<T> {
  private final Map<T, Integer> inside = new HashMap<>();
  private boolean shut;

  /** Lets a user in; returns false, and lets nobody in, once it is shut. */
  public synchronized boolean enter(T user) {
    if (!shut) {
      inside.merge(user, 1, Integer::sum);
    }
    return !shut;
  }

  /** Lets a user out that was let in. */
  public synchronized void leave(T user) {
    inside.computeIfPresent(user, (same, times) -> times == 1 ? null : times - 1);
    notifyAll();
  }

  /** Returns whether nobody is let in any more. */
  public synchronized boolean isShut() {
    return shut;
  }

  /**
   * Lets nobody in any more and waits for those inside, even if the thread is interrupted
   * meanwhile; it stays interrupted.
   *
   * @param stop asks a user inside to leave
   * @param awaited whether a user is waited for
   * @return false, without waiting, if it was shut before
   */
  public synchronized boolean shut(Consumer<T> stop, Predicate<T> awaited) {
    if (shut) {
      return false;
    }
    shut = true;
    inside.keySet().forEach(stop);
    boolean interrupted = false;
    while (inside.keySet().stream().anyMatch(awaited)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
