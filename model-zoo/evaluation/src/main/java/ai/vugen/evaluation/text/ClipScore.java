package ai.vugen.evaluation.text;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import ai.vugen.evaluation.features.FeatureMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The CLIPScore of images and their texts, from the embeddings of a CLIP model that the caller
 * runs.
 *
 * @param value score of the set
 * @param perPair score of each image and its text
 * @param convention how cosines became scores
 * @param dimensions length of an embedding
 */
public record ClipScore(double value, List<Double> perPair, Convention convention, int dimensions) {
  /** Makes a result; the list is copied. */
  public ClipScore {
    perPair = List.copyOf(perPair);
  }

  /**
   * Computes the score of pairs of image and text.
   *
   * @param images [pairs, dimensions], of any length but 0; the text of an image has its row
   * @param texts [pairs, dimensions]
   * @throws ai.vugen.error.InvalidRequestException if the shapes differ or an embedding is zero
   */
  public static ClipScore between(
      FeatureMatrix images, FeatureMatrix texts, Convention convention) {
    Arguments.require(
        images.samples() == texts.samples(),
        "number of texts",
        texts.samples(),
        images.samples() + ", one per image");
    List<Double> scores =
        IntStream.range(0, images.samples())
            .mapToObj(row -> convention.ofPair(images.cosine(row, texts, row)))
            .toList();
    return new ClipScore(
        convention.ofMean(Moments.mean(scores)), scores, convention, images.features());
  }

  /** The two ways in which a cosine of image and text becomes a CLIPScore; they do not compare. */
  public enum Convention {
    /**
     * {@code 2.5 max(cos, 0)} per pair, then the mean: 0 to 2.5. Source: Hessel et al. 2021,
     * "CLIPScore: A Reference-free Evaluation Metric for Image Captioning".
     */
    HESSEL {
      @Override
      double ofPair(double cosine) {
        return 2.5 * Math.max(cosine, 0);
      }

      @Override
      double ofMean(double mean) {
        return mean;
      }

      @Override
      public String text(String caption) {
        return "A photo depicts " + caption;
      }
    },
    /**
     * {@code 100 cos} per pair, then the mean, which is raised to 0 if it is negative: 0 to 100.
     * This is the rule of torchmetrics.
     */
    TORCHMETRICS {
      @Override
      double ofPair(double cosine) {
        return 100 * cosine;
      }

      @Override
      double ofMean(double mean) {
        return Math.max(mean, 0);
      }
    };

    /** Returns the text that is embedded for a caption. */
    public String text(String caption) {
      return caption;
    }

    /** Returns the score of one pair. */
    abstract double ofPair(double cosine);

    /** Returns the score of a set whose pairs have this mean. */
    abstract double ofMean(double mean);
  }
}
