package ai.vugen.training.recipe;

/**
 * The part of a step that one thread computes: its own share of the batch and of the random draws.
 *
 * @param step from 0
 * @param share from 0
 * @param shares number of threads
 */
record Part(long step, int share, int shares) {
  /** Returns the part of a running number. */
  static Part at(long index, int shares) {
    return new Part(index / shares, (int) (index % shares), shares);
  }

  /** Returns the running number of the part, which no other part of the run has. */
  long index() {
    return step * shares + share;
  }

  /** Samples of a share. */
  int of(int batch) {
    return batch / shares;
  }
}
