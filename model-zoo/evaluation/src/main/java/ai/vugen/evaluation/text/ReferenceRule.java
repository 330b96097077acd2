package ai.vugen.evaluation.text;

/** How a RefCLIPScore treats a text that points away from all its references. */
public enum ReferenceRule {
  /**
   * As the published program: the similarity keeps its sign, so scores may leave [0, 1] and are NaN
   * where both sides are 0.
   */
  AS_CODED {
    @Override
    double score(double clipScore, double similarity) {
      return 2 * clipScore * similarity / (clipScore + similarity);
    }
  },
  /** As the published formula: a negative similarity counts as 0, and 0 with 0 gives 0. */
  CLIPPED {
    @Override
    double score(double clipScore, double similarity) {
      double raised = Math.max(similarity, 0);
      return raised == 0 ? 0 : AS_CODED.score(clipScore, raised);
    }
  };

  /**
   * Returns the harmonic mean of both.
   *
   * @param clipScore score of image and text, 0 or more
   * @param similarity largest cosine of text and reference
   */
  abstract double score(double clipScore, double similarity);
}
