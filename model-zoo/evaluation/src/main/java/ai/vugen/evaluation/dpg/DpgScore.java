package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DPG-Bench's scores.
 *
 * @param protocol the rules; scores by different rules are not comparable
 * @param pictures pictures of each item
 * @param items the items that were scored
 * @param skippedImages items with an image that were not scored: without questions or, by the
 *     reference's rules, failed
 * @param missingImages items that were left out for want of an image
 * @param overall the DPG-Bench score: 100 times the mean over the scored items
 * @param broadCategories score of each broad category (level 1), 0 to 100
 * @param categories score of each detailed category (level 2), 0 to 100
 */
public record DpgScore(
    DpgProtocol protocol,
    int pictures,
    Map<String, ItemScore> items,
    List<String> skippedImages,
    List<String> missingImages,
    double overall,
    Map<String, Double> broadCategories,
    Map<String, Double> categories) {

  public DpgScore {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    skippedImages = List.copyOf(skippedImages);
    missingImages = List.copyOf(missingImages);
    broadCategories = Collections.unmodifiableMap(new LinkedHashMap<>(broadCategories));
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
  }

  /**
   * The score of one item.
   *
   * @param pictures share of the questions that each picture fulfils, 0 to 1
   */
  public record ItemScore(List<Double> pictures) {
    /**
     * @throws InvalidRequestException if there is no picture
     */
    public ItemScore {
      pictures = List.copyOf(pictures);
      if (pictures.isEmpty()) {
        throw new InvalidRequestException("An item without pictures; expected at least one.");
      }
    }

    /** Returns the mean over the pictures, 0 to 1. */
    public double score() {
      return pictures.stream().mapToDouble(Double::doubleValue).sum() / pictures.size();
    }
  }
}
