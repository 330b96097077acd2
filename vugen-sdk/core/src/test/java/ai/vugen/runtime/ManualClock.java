package ai.vugen.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it, and calls then whose time has come. */
public final class ManualClock implements RunControl.Clock {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Timer> timers = new ArrayList<>();

  private record Timer(long due, FutureTask<?> task) {}

  /** Returns a control whose deadline passes when this clock has moved on so far. */
  public RunControl within(Duration limit) {
    return RunControl.within(limit, this);
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    long now = nanos.addAndGet(time.toNanos());
    List<Timer> due;
    synchronized (timers) {
      due = timers.stream().filter(timer -> timer.due <= now).toList();
      timers.removeAll(due);
    }
    due.forEach(timer -> timer.task.run()); // nothing happens if it was cancelled
  }

  /** Returns how many timers are set and not cancelled. */
  public long pending() {
    synchronized (timers) {
      return timers.stream().filter(timer -> !timer.task.isDone()).count();
    }
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Future<?> schedule(Runnable action, long delay) {
    FutureTask<?> task = new FutureTask<>(action, null);
    synchronized (timers) {
      timers.add(new Timer(nanos.get() + delay, task));
    }
    return task;
  }
}
