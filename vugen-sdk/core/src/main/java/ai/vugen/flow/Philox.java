package ai.vugen.flow;

/**
 * Philox-4x32-10: a bijection of 128-bit counters, keyed by 64 bits, whose outputs are random
 * numbers. Source: Salmon et al. 2011, "Parallel Random Numbers: As Easy as 1, 2, 3", section 3.3.
 */
final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9; // golden ratio
  private static final int WEYL_1 = 0xBB67AE85; // sqrt(3) - 1

  private Philox() {}

  /**
   * Replaces the counter by its random numbers.
   *
   * @param block four words, least significant first, each an unsigned 32-bit number
   * @param key two words, least significant first
   */
  static void encrypt(int[] block, long key) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(block[0]);
      long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(block[2]);
      block[0] = (int) (product1 >>> 32) ^ block[1] ^ key0;
      block[1] = (int) product1;
      block[2] = (int) (product0 >>> 32) ^ block[3] ^ key1;
      block[3] = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
  }
}
