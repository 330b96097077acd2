package ai.vugen.evaluation.dpg;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects points by category. */
final class CategoryScores {
  private final Map<String, List<Boolean>> broad = new LinkedHashMap<>();
  private final Map<String, List<Boolean>> detailed = new LinkedHashMap<>();

  void add(DpgQuestion question, boolean point) {
    broad.computeIfAbsent(question.broadCategory(), name -> new ArrayList<>()).add(point);
    detailed.computeIfAbsent(question.category(), name -> new ArrayList<>()).add(point);
  }

  Map<String, Double> broad() {
    return percent(broad);
  }

  Map<String, Double> detailed() {
    return percent(detailed);
  }

  /** The share of points, 0 to 1; needs at least one question. */
  static double share(Collection<Boolean> points) {
    return (double) points.stream().filter(point -> point).count() / points.size();
  }

  private static Map<String, Double> percent(Map<String, List<Boolean>> points) {
    Map<String, Double> percent = new LinkedHashMap<>();
    points.forEach((name, values) -> percent.put(name, 100 * share(values)));
    return percent;
  }
}
