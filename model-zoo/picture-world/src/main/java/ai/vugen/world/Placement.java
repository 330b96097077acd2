package ai.vugen.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds places for boxes on the canvas such that they (almost) do not overlap. */
final class Placement {
  private static final int CANVAS = Scene.CANVAS;
  private static final int SCATTER_TRIES = 24;
  private static final double STEEPEST = 0.4; // of a row: vertical by horizontal distance

  private Placement() {}

  /** Returns one box, mostly near the middle. */
  static List<Box> single(Box box, SceneRandom random) {
    double reachX = (CANVAS - box.width()) / 2.0 * 0.8;
    double reachY = (CANVAS - box.height()) / 2.0 * 0.8;
    double x = CANVAS / 2.0 + reachX * middling(random);
    double y = CANVAS / 2.0 + reachY * middling(random);
    return List.of(box.at(x, y));
  }

  /** From left to right, with random gaps and slightly different heights; null when too wide. */
  static @Nullable List<Box> row(List<Box> boxes, SceneRandom random) {
    int free = CANVAS - boxes.stream().mapToInt(Box::width).sum();
    if (free < 0) {
      return null;
    }
    double[] gaps = new double[boxes.size() + 1];
    double sum = 0;
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = 0.25 + random.uniform();
      sum += gaps[i];
    }
    double narrowest = CANVAS;
    List<Box> placed = new ArrayList<>();
    double left = 0;
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      left += free * gaps[i] / sum;
      placed.add(box.at(left + box.width() / 2.0, 0));
      left += box.width();
      if (i > 0) {
        narrowest = Math.min(narrowest, placed.get(i).x() - placed.get(i - 1).x());
      }
    }
    return spread(placed, STEEPEST * narrowest / 2, random);
  }

  /** From top to bottom, with random gaps and slightly different offsets; null when too high. */
  static @Nullable List<Box> column(List<Box> boxes, SceneRandom random) {
    List<Box> row = row(boxes.stream().map(Box::transposed).toList(), random);
    return row == null ? null : row.stream().map(Box::transposed).toList();
  }

  /** Three or four boxes, each in its own quarter of the canvas; null when one does not fit. */
  static @Nullable List<Box> grid(List<Box> boxes, SceneRandom random) {
    int half = CANVAS / 2;
    int skipped = boxes.size() == 3 ? random.below(4) : 4;
    List<Box> placed = new ArrayList<>();
    for (int cell = 0; placed.size() < boxes.size(); cell++) {
      Box box = boxes.get(placed.size());
      if (box.width() > half || box.height() > half) {
        return null;
      }
      if (cell != skipped) {
        double x = box.width() / 2.0 + random.uniform() * (half - box.width());
        double y = box.height() / 2.0 + random.uniform() * (half - box.height());
        placed.add(box.at(cell % 2 * half + x, cell / 2 * half + y));
      }
    }
    return placed;
  }

  /**
   * Returns each box in the middle of its share of the canvas: all of it, a half or a quarter.
   *
   * @param layout a row or column of two, or up to four in a grid; the last quarter stays free
   */
  static List<Box> regular(List<Box> boxes, Scene.Layout layout) {
    int columns = boxes.size() == 1 || layout == Scene.Layout.COLUMN ? 1 : 2;
    int rows = boxes.size() == 1 || layout == Scene.Layout.ROW ? 1 : 2;
    List<Box> placed = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      double x = (i % columns + 0.5) * CANVAS / columns;
      double y = ((double) (i / columns) + 0.5) * CANVAS / rows;
      placed.add(boxes.get(i).at(x, y));
    }
    return placed;
  }

  /** Anywhere; null when some box found no free place. */
  static @Nullable List<Box> scatter(List<Box> boxes, SceneRandom random) {
    List<Box> placed = new ArrayList<>();
    for (Box box : boxes) {
      for (int tries = 0; ; tries++) {
        if (tries == SCATTER_TRIES) {
          return null;
        }
        Box candidate =
            box.at(
                box.width() / 2.0 + random.uniform() * (CANVAS - box.width()),
                box.height() / 2.0 + random.uniform() * (CANVAS - box.height()));
        if (placed.stream().noneMatch(candidate::overlaps)) {
          placed.add(candidate);
          break;
        }
      }
    }
    return placed;
  }

  private static List<Box> spread(List<Box> row, double most, SceneRandom random) {
    double tallest = row.stream().mapToInt(Box::height).max().orElse(0);
    double free = (CANVAS - tallest) / 2;
    double jitter = Math.min(Math.min(14, most), free);
    double line = CANVAS / 2.0 + (free - jitter) * 0.8 * middling(random);
    return row.stream().map(box -> box.at(box.x(), line + jitter * signed(random))).toList();
  }

  /** Between -1 and 1, more often near 0. */
  private static double middling(SceneRandom random) {
    return (signed(random) + signed(random)) / 2;
  }

  private static double signed(SceneRandom random) {
    return 2 * random.uniform() - 1;
  }
}
