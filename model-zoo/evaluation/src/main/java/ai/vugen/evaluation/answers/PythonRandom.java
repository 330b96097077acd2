package ai.vugen.evaluation.answers;

import ai.vugen.error.InvalidRequestException;
import java.util.random.RandomGenerator;

/**
 * Random numbers as Python's {@code random} module draws them, so that a fallback to a random
 * choice can be repeated exactly. Source: Matsumoto, Nishimura 1998, "Mersenne Twister" (MT19937,
 * initialised by an array). Not safe for use by several threads.
 */
public final class PythonRandom implements RandomGenerator {
  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  /**
   * A generator after {@code random.seed(seed)}.
   *
   * @throws InvalidRequestException if the seed is negative
   */
  public PythonRandom(int seed) {
    if (seed < 0) {
      throw new InvalidRequestException("Seed " + seed + "; expected 0 or more, as MMMU's 42.");
    }
    state[0] = 19650218;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    int at = 1;
    for (int k = 0; k < WORDS; k++) {
      state[at] = (state[at] ^ mixed(at) * 1664525) + seed;
      at = following(at);
    }
    for (int k = 1; k < WORDS; k++) {
      state[at] = (state[at] ^ mixed(at) * 1566083941) - at;
      at = following(at);
    }
    state[0] = UPPER;
  }

  private int mixed(int at) {
    return state[at - 1] ^ (state[at - 1] >>> 30);
  }

  private int following(int at) {
    if (at < WORDS - 1) {
      return at + 1;
    }
    state[0] = state[WORDS - 1];
    return 1;
  }

  @Override
  public int nextInt() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** Returns the next number below a bound, as {@code random.choice} draws an index. */
  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound " + bound + "; expected 1 or more");
    }
    int shift = Integer.numberOfLeadingZeros(bound);
    int drawn;
    do {
      drawn = nextInt() >>> shift;
    } while (drawn >= bound);
    return drawn;
  }

  @Override
  public long nextLong() {
    long low = nextInt() & 0xffffffffL;
    return ((long) nextInt() << 32) | low;
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % WORDS] & ~UPPER);
      state[i] = state[(i + SHIFT) % WORDS] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
  }
}
