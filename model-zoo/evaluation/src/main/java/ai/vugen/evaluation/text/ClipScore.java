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
public record ClipScore(
    double value, List<Double> perPair, ClipConvention convention, int dimensions) {
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
      FeatureMatrix images, FeatureMatrix texts, ClipConvention convention) {
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
}
