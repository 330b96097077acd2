package ai.vugen.evaluation.geneval;

/**
 * How one task of GenEval went.
 *
 * @param correct number of correct images
 * @param images number of images, at least 1
 */
public record TaskScore(int correct, int images) {
  /** The share of correct images, 0 to 1. */
  public double score() {
    return (double) correct / images;
  }
}
