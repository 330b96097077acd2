package ai.vugen.evaluation.sweep;

import ai.vugen.image.Pixels;
import java.util.OptionalDouble;

/** What makes the images of a point. */
interface ImageSource {
  /** Makes an image of {@link SweepImages}, by its index. */
  DrawnImage draw(int index);

  /**
   * The peak signal-to-noise ratio of an image to the finest image of the same latent, in decibels;
   * empty where there is no finer one.
   */
  OptionalDouble similarity(int index, Pixels image);
}
