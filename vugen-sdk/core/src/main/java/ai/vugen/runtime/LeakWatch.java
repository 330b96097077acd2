package ai.vugen.runtime;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the open objects of one kind, and frees those that were forgotten, with a warning. */
final class LeakWatch {
  static final LeakWatch SESSIONS = new LeakWatch("session");
  static final LeakWatch BUFFERS = new LeakWatch("native buffer");

  private static final Logger log = LoggerFactory.getLogger(LeakWatch.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final String kind;
  private final AtomicInteger live = new AtomicInteger();

  private LeakWatch(String kind) {
    this.kind = kind;
  }

  /** Returns how many objects are open now. */
  int live() {
    return live.get();
  }

  /**
   * Watches an object. {@code release} frees what is below it, runs exactly once, and must not
   * refer to the object itself.
   */
  Watched watch(Object owner, String name, Runnable release) {
    Release once = new Release(name, release);
    Watched watched = new Watched(once, CLEANER.register(owner, once));
    live.incrementAndGet();
    return watched;
  }

  /** The permission to release one object now. */
  static final class Watched {
    private final Release release;
    private final Cleaner.Cleanable cleanable;

    private Watched(Release release, Cleaner.Cleanable cleanable) {
      this.release = release;
      this.cleanable = cleanable;
    }

    void release() {
      release.asked = true;
      cleanable.clean();
    }
  }

  private final class Release implements Runnable {
    private final String name;
    private final Runnable action;
    private volatile boolean asked;

    Release(String name, Runnable action) {
      this.name = name;
      this.action = action;
    }

    @Override
    public void run() {
      if (!asked) {
        log.warn(
            "The {} '{}' was garbage-collected before it was closed; its memory outside the heap is"
                + " freed only now. Close it when it is no longer needed.",
            kind,
            name);
      }
      live.decrementAndGet();
      action.run();
    }
  }
}
