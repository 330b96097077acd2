package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what makes up a {@link DpgScore}. */
final class ItemScores {
  private final Map<String, DpgItemScore> items = new LinkedHashMap<>();
  private final List<String> skipped = new ArrayList<>();
  private final CategoryScores categories = new CategoryScores();

  void add(String itemId, List<Double> pictures) {
    items.put(itemId, new DpgItemScore(pictures));
  }

  void skip(String itemId) {
    skipped.add(itemId);
  }

  CategoryScores categories() {
    return categories;
  }

  DpgScore score(DpgProtocol protocol, int pictures, List<String> missing) {
    if (items.isEmpty()) {
      throw new InvalidRequestException(
          "No item of the table could be scored; expected at least one with an image. The images"
              + " must be named like the table's item_id.");
    }
    double mean = items.values().stream().mapToDouble(DpgItemScore::score).average().orElseThrow();
    return new DpgScore(
        protocol,
        pictures,
        items,
        skipped,
        missing,
        100 * mean,
        categories.broad(),
        categories.detailed());
  }
}
