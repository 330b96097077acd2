package ai.vugen.evaluation.sweep;

import ai.vugen.image.Pixels;

/**
 * An image and how long it took.
 *
 * @param pixels the image
 * @param seconds that it took
 */
record DrawnImage(Pixels pixels, double seconds) {
  /** An image that is complete now and was begun at a time of {@link System#nanoTime}. */
  static DrawnImage since(long begin, Pixels pixels) {
    return new DrawnImage(pixels, (System.nanoTime() - begin) / 1e9);
  }
}
