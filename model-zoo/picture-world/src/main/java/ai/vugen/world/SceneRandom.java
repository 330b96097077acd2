package ai.vugen.world;

import java.util.List;

/**
 * A stream of random numbers addressed by (seed, stream, index): SplitMix64 started from a hash of
 * the address, so item {@code index} never depends on which items were made before it.
 *
 * <p>The arithmetic is fixed here and not borrowed from the JDK: the same address gives the same
 * numbers on every Java version.
 */
public final class SceneRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private SceneRandom(long state) {
    this.state = state;
  }

  /** Returns the generator at an address. */
  public static SceneRandom at(long seed, long stream, long index) {
    return new SceneRandom(mix(mix(mix(seed + GOLDEN) + stream * GOLDEN) + index * GOLDEN));
  }

  /** Next 64 random bits. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform integer in {@code [0, bound)}. */
  public int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Uniform integer in {@code [low, high]}. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** Uniform number in {@code [0, 1)}. */
  public double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Returns one of the choices, each equally likely. */
  @SafeVarargs
  public final <T> T pick(T... choices) {
    return choices[below(choices.length)];
  }

  /** Returns one of the items, each equally likely. */
  public <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  /** Index of one of the weights, each as likely as its share of their sum. */
  public int weighted(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double point = uniform() * sum;
    for (int i = 0; i < weights.length - 1; i++) {
      point -= weights[i];
      if (point < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Finaliser of SplitMix64: a bijection of 64 bits in which every output bit depends on all. */
  static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
