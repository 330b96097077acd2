package ai.vugen.evaluation.text;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import ai.vugen.evaluation.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The RefCLIPScore of images, their texts and reference texts: the harmonic mean of the CLIPScore
 * {@code 2.5 max(cos, 0)} of image and text and the largest cosine of the text and a reference.
 * Source: Hessel et al. 2021, "CLIPScore: A Reference-free Evaluation Metric for Image Captioning".
 *
 * @param value mean over the pairs
 * @param perPair score of each image and its text
 * @param similarities largest cosine of each text and its references
 * @param rule how negative similarities count
 * @param dimensions length of an embedding
 */
public record ReferenceClipScore(
    double value, List<Double> perPair, List<Double> similarities, Rule rule, int dimensions) {
  /** Makes a result; the lists are copied. */
  public ReferenceClipScore {
    perPair = List.copyOf(perPair);
    similarities = List.copyOf(similarities);
  }

  /**
   * Computes the score of pairs of image and text.
   *
   * @param images [pairs, dimensions], of any length but 0
   * @param texts [pairs, dimensions]
   * @param references [references, dimensions] per pair; their number may vary
   * @throws ai.vugen.error.InvalidRequestException if numbers of rows or dimensions differ, or an
   *     embedding is zero
   */
  public static ReferenceClipScore between(
      FeatureMatrix images, FeatureMatrix texts, List<FeatureMatrix> references, Rule rule) {
    List<Double> clipScores =
        ClipScore.between(images, texts, ClipScore.Convention.HESSEL).perPair();
    Arguments.require(
        references.size() == texts.samples(),
        "number of reference sets",
        references.size(),
        texts.samples() + ", one per text");
    List<Double> similarities = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int pair = 0; pair < references.size(); pair++) {
      double similarity = similarity(texts, pair, references.get(pair));
      similarities.add(similarity);
      scores.add(rule.score(clipScores.get(pair), similarity));
    }
    return new ReferenceClipScore(
        Moments.mean(scores), scores, similarities, rule, images.features());
  }

  private static double similarity(FeatureMatrix texts, int text, FeatureMatrix references) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < references.samples(); i++) {
      largest = Math.max(largest, texts.cosine(text, references, i));
    }
    return largest;
  }

  /** How a RefCLIPScore treats a text that points away from all its references. */
  public enum Rule {
    /**
     * As the published program: the similarity keeps its sign, so scores may leave [0, 1] and are
     * NaN where both sides are 0.
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
}
