package ai.vugen.training.recipe;

import ai.vugen.evaluation.judge.Sighting;
import ai.vugen.world.ObjectBox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well a judge finds what is known to be drawn. */
final class JudgeScores {
  /** The least score of a sighting that counts: GenEval's for all tasks but counting. */
  static final double LEAST = 0.3;

  /** The least overlap, intersection over union, of a box with that of what it shows. */
  private static final double OVERLAP = 0.5;

  private int objects;
  private int found;
  private int tinted;
  private int tintedRight;
  private int pictures;
  private int exact;
  private int extra;

  /** Adds a picture: what is drawn in it, and what was seen, the surest first. */
  void add(List<ObjectBox> drawn, List<Sighting> seen) {
    List<ObjectBox> left = new ArrayList<>(drawn);
    for (Sighting sighting : seen) {
      ObjectBox match = match(left, sighting);
      if (match == null) {
        extra++;
      } else {
        left.remove(match);
        found++;
        if (match.colour().isTint()) {
          tinted++;
          tintedRight += sighting.tint() == match.colour().label() ? 1 : 0;
        }
      }
    }
    objects += drawn.size();
    pictures++;
    exact += left.isEmpty() && seen.size() == drawn.size() ? 1 : 0;
  }

  private static @org.jspecify.annotations.Nullable ObjectBox match(
      List<ObjectBox> drawn, Sighting sighting) {
    return drawn.stream()
        .filter(object -> object.concept() == sighting.thing())
        .filter(object -> overlap(object, sighting) >= OVERLAP)
        .findFirst()
        .orElse(null);
  }

  private static double overlap(ObjectBox object, Sighting s) {
    double right = object.left() + object.width();
    double bottom = object.top() + object.height();
    double width = Math.min(right, s.right()) - Math.max(object.left(), s.left());
    double height = Math.min(bottom, s.bottom()) - Math.max(object.top(), s.top());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double both = width * height;
    double seen = (s.right() - s.left()) * (s.bottom() - s.top());
    return both / ((double) object.width() * object.height() + seen - both);
  }

  /** Shares of objects found, of colours right, of pictures seen exactly; false sightings each. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("recall", share(found, objects));
    numbers.put("colour", share(tintedRight, tinted));
    numbers.put("exact", share(exact, pictures));
    numbers.put("false", share(extra, pictures));
    return numbers;
  }

  private static double share(int part, int all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
