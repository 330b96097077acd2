package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;

/**
 * The generator MT19937 with the seeding and the shuffling of numpy's {@code RandomState}, whose
 * numbers never change; published Kernel Distances and Inception Scores were drawn with it. Source:
 * Matsumoto and Nishimura 1998, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform
 * Pseudo-Random Number Generator".
 */
final class MersenneTwister {
  /** The greatest seed. */
  static final long MAX_SEED = 0xFFFFFFFFL;

  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int MATRIX = 0x9908B0DF;
  private static final int SEED_FACTOR = 1812433253;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /**
   * Starts the generator.
   *
   * @throws ai.vugen.error.InvalidRequestException unless {@code seed} is in [0, 2^32 - 1]
   */
  MersenneTwister(long seed) {
    requireSeed(seed);
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = SEED_FACTOR * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
  }

  /** Refuses a seed that the generator cannot start from. */
  static void requireSeed(long seed) {
    Arguments.require(seed >= 0 && seed <= MAX_SEED, "seed", seed, "0 to 2^32 - 1");
  }

  /** Returns the numbers 0 to {@code size - 1} in random order. */
  int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = upTo(i);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  /** Returns a number in [0, max]: those above it are drawn again. */
  private int upTo(int max) {
    int mask = Integer.highestOneBit(max) * 2 - 1;
    int value = nextInt() & mask;
    while (value > max) {
      value = nextInt() & mask;
    }
    return value;
  }

  private int nextInt() {
    if (next == SIZE) {
      twist();
      next = 0;
    }
    int bits = state[next++];
    bits ^= bits >>> 11;
    bits ^= bits << 7 & 0x9D2C5680;
    bits ^= bits << 15 & 0xEFC60000;
    return bits ^ bits >>> 18;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int bits = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7FFFFFFF);
      int mixed = state[(i + SHIFT) % SIZE] ^ bits >>> 1;
      state[i] = (bits & 1) == 0 ? mixed : mixed ^ MATRIX;
    }
  }
}
