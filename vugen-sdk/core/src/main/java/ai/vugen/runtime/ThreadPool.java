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
    /** It polls for a moment before it sleeps: lowest latency, takes processor time from others. */
    SPIN,
    /** It sleeps at once: leaves the processor to the rest of the application. */
    SLEEP
  }

  public ThreadPool {
    if (threads < 1 || threads > 1024) {
      throw new InvalidRequestException(
          "%d threads were asked for; give 1 to 1024.".formatted(threads));
    }
  }

  /** Returns one thread for each processor that the JVM may use. */
  public static ThreadPool ofAllProcessors() {
    return new ThreadPool(Runtime.getRuntime().availableProcessors(), Idle.SPIN);
  }
}
