package ai.vugen.examples.cli;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How often something is measured: a number of times, fewer where that takes too long, but once at
 * least.
 *
 * @param warmUp unmeasured rounds before, at most; one at least
 * @param runs measured rounds at most
 * @param limit time for all rounds of a table
 */
record Rounds(int warmUp, int runs, Duration limit) {
  /** Share of the limit after which no other unmeasured round begins. */
  private static final double WARM_UP_SHARE = 0.25;

  /** Returns the same with one unmeasured round. */
  Rounds withShortWarmUp() {
    return new Rounds(1, runs, limit);
  }

  /** Measures rounds, each of which adds what it measured. */
  Timings measure(Consumer<Timings> round) {
    long begin = System.nanoTime();
    repeat(round, warmUp, begin + (long) (WARM_UP_SHARE * limit.toNanos()));
    return repeat(round, runs, begin + limit.toNanos());
  }

  private static Timings repeat(Consumer<Timings> round, int times, long until) {
    Timings timings = new Timings();
    int done = 0;
    do {
      round.accept(timings);
      done++;
    } while (done < times && System.nanoTime() - until < 0);
    return timings;
  }

  /** Returns whether one unmeasured and one measured round of this length are within the limit. */
  boolean fit(double millis) {
    return 2 * millis <= limit.toMillis();
  }
}
