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
     * It sleeps at once, which leaves the processors to the rest of the application. Waking it for
     * every operator makes a second thread nearly worthless to a small model.
     */
    SLEEP,
    /**
     * It polls between the operators of a run, and sleeps between runs. Where other work keeps the
     * processors busy, choose {@link #SLEEP}: there polling threads hold up the one that has work,
     * and runs were four times slower.
     */
    SPIN
  }

  public ThreadPool {
    if (threads < 1 || threads > 1024) {
      throw new InvalidRequestException(
          "%d threads were asked for; give 1 to 1024.".formatted(threads));
    }
  }

  /** Returns the default: one thread, which polls within a run, for each processor of the JVM. */
  public static ThreadPool ofAllProcessors() {
    return new ThreadPool(Runtime.getRuntime().availableProcessors(), Idle.SPIN);
  }
}
