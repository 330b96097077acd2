package ai.vugen.evaluation.dpg;

import ai.vugen.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what makes up a {@link DpgScore}. */
final class ItemScores {
  private final Map<String, DpgScore.ItemScore> items = new LinkedHashMap<>();
  private final List<String> skipped = new ArrayList<>();
  private final CategoryScores categories = new CategoryScores();

  void add(String itemId, List<Double> pictures) {
    items.put(itemId, new DpgScore.ItemScore(pictures));
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
    double mean =
        items.values().stream().mapToDouble(DpgScore.ItemScore::score).average().orElseThrow();
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

  /** Collects points by category. */
  static final class CategoryScores {
    private final Map<String, List<Boolean>> broad = new LinkedHashMap<>();
    private final Map<String, List<Boolean>> detailed = new LinkedHashMap<>();

    void add(DpgTable.Question question, boolean point) {
      broad.computeIfAbsent(question.broadCategory(), name -> new ArrayList<>()).add(point);
      detailed.computeIfAbsent(question.category(), name -> new ArrayList<>()).add(point);
    }

    Map<String, Double> broad() {
      return percent(broad);
    }

    Map<String, Double> detailed() {
      return percent(detailed);
    }

    /** Returns the share of points, 0 to 1; needs at least one question. */
    static double share(Collection<Boolean> points) {
      return (double) points.stream().filter(point -> point).count() / points.size();
    }

    private static Map<String, Double> percent(Map<String, List<Boolean>> points) {
      Map<String, Double> percent = new LinkedHashMap<>();
      points.forEach((name, values) -> percent.put(name, 100 * share(values)));
      return percent;
    }
  }
}
