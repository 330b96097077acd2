package ai.vugen.evaluation.geneval;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.evaluation.geneval.ObjectDetector.ColourClassifier;
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

  /** Returns the same detection with its colour. */
  public Detection withColour(ObjectColour known) {
    return new Detection(className, score, box, known);
  }

  /**
   * The rectangle around a detected object, in pixels; x grows to the right and y downwards.
   *
   * @param x0 left edge
   * @param y0 upper edge
   * @param x1 right edge
   * @param y1 lower edge
   */
  public record Box(double x0, double y0, double x1, double y1) {
    double centreX() {
      return (x0 + x1) / 2;
    }

    double centreY() {
      return (y0 + y1) / 2;
    }

    double width() {
      return Math.abs(x1 - x0);
    }

    double height() {
      return Math.abs(y1 - y0);
    }
  }
}
