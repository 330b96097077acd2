package ai.vugen.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. */
public final class ManualClock {
  private final AtomicLong nanos = new AtomicLong();

  /** Returns a control whose deadline passes when this clock has moved on so far. */
  public RunControl within(Duration limit) {
    return RunControl.within(limit, nanos::get);
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
