package ai.vugen.evaluation.answers;

/**
 * The result of one subtask of MME.
 *
 * @param images number of images
 * @param accuracy share of right answers, 0 to 1
 * @param accuracyPlus share of images with both answers right, 0 to 1
 */
public record MmeSubtaskScore(int images, double accuracy, double accuracyPlus) {
  /** The subtask's points, 0 to 200. */
  public double score() {
    return 100 * accuracy + 100 * accuracyPlus;
  }
}
