package ai.vugen;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Stops the requests that were given it, from any thread and within one step. It may be given to
 * several requests; once cancelled it stays so. Thread-safe.
 */
public final class Cancellation {
  private final Set<Runnable> actions = new LinkedHashSet<>();
  private boolean cancelled;

  /** Makes one that is not cancelled. */
  public Cancellation() {}

  /** Stops the requests under way and refuses later ones; a second call does nothing. */
  public void cancel() {
    List<Runnable> due;
    synchronized (this) {
      cancelled = true;
      due = List.copyOf(actions);
    }
    due.forEach(Runnable::run);
  }

  /** Returns whether {@link #cancel} was called. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Runs an action when this is cancelled, or at once if it is. */
  void onCancel(Runnable action) {
    synchronized (this) {
      actions.add(action);
      if (!cancelled) {
        return;
      }
    }
    action.run();
  }

  /** Forgets an action. */
  synchronized void remove(Runnable action) {
    actions.remove(action);
  }
}
