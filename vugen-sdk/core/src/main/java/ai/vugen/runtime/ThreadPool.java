package ai.vugen.runtime;

import ai.vugen.error.InvalidRequestException;

/**
 * The threads that all sessions of this process compute with.
 *
 * @param threads how many work on one run, the calling thread among them
 * @param idle what they do between two pieces of work
 */
public record ThreadPool(int threads, Idle idle) {

  /** What a thread does while it waits for work. */
  public enum Idle {
    /**
     * It sleeps at once, which leaves the processors to the rest of the application. Waking costs
     * some 0.05 ms a run.
     */
    SLEEP,
    /**
     * It polls for some milliseconds before it sleeps. Only for a machine that does nothing else:
     * where processors are shared, polling threads hold up the one that has work, and runs were
     * four times slower.
     */
    SPIN
  }

  public ThreadPool {
    if (threads < 1 || threads > 1024) {
      throw new InvalidRequestException(
          "%d threads were asked for; give 1 to 1024.".formatted(threads));
    }
  }

  /** Returns the default: one thread, which sleeps when idle, for each processor of the JVM. */
  public static ThreadPool ofAllProcessors() {
    return new ThreadPool(Runtime.getRuntime().availableProcessors(), Idle.SLEEP);
  }
}
