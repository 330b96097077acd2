package ai.vugen.graph;

import java.util.Map;

/**
 * One run through networks that turn a latent into pixels, on a latent as models draw them, while
 * the ranges of what their convolutions take and give are measured.
 */
public interface Rehearsal {
  /** Returns the latent, not standardised, {@code [channels, side, side]}. */
  float[] latent();

  /** Returns normal noise, the same numbers for every call; the array is the caller's. */
  float[] noise(int count);

  /**
   * Runs a network once.
   *
   * @param inputs by their names, real numbers
   * @return the elements of the output
   */
  float[] run(String network, Map<String, Input> inputs, String output);

  /**
   * An input of a network.
   *
   * @param values its elements
   * @param shape its shape, batch first
   */
  record Input(float[] values, long... shape) {}
}
