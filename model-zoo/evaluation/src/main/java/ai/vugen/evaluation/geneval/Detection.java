package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * One object that a detector found in an image.
 *
 * @param className its class, one of {@link ObjectNames#official()}
 * @param score the detector's confidence in [0, 1]
 * @param box where it is
 * @param colour what a {@link ColourClassifier} made of it, or null if nobody asked
 */
public record Detection(String className, double score, Box box, @Nullable ObjectColour colour) {
  /**
   * @throws InvalidRequestException unless {@code 0 <= score <= 1}
   */
  public Detection {
    if (!(score >= 0 && score <= 1)) {
      throw new InvalidRequestException(
          "Score of a detected %s: %s; expected 0 to 1.".formatted(className, score));
    }
  }

  /** A detection whose colour is not known yet. */
  public Detection(String className, double score, Box box) {
    this(className, score, box, null);
  }

  /** The same detection with its colour. */
  public Detection withColour(ObjectColour known) {
    return new Detection(className, score, box, known);
  }
}
