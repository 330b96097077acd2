package ai.vugen.evaluation.calibration;

import ai.vugen.error.Arguments;
import ai.vugen.world.SceneRandom;

/** Orders in which nothing keeps its place. */
final class Derangement {
  /** Address of its random numbers. */
  private static final long STREAM = 64;

  private Derangement() {}

  /**
   * A random cycle through all places (Sattolo's algorithm, 1986): place {@code i} gets what was at
   * the number there.
   *
   * @param places number of places, at least 2
   */
  static int[] of(int places, long seed) {
    Arguments.require(
        places >= 2, "The number of prompts to shuffle", places, "2 or more; give more prompts");
    SceneRandom random = SceneRandom.at(seed, STREAM, places);
    int[] from = new int[places];
    for (int i = 0; i < places; i++) {
      from[i] = i;
    }
    for (int i = places - 1; i > 0; i--) {
      int other = random.below(i);
      int moved = from[i];
      from[i] = from[other];
      from[other] = moved;
    }
    return from;
  }
}
