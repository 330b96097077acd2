package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.Detection.Box;
import ai.vugen.evaluation.geneval.GenEvalPrompt.Relation;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where one object stands relative to another, by GenEval's rule: the distance of the centres along
 * each axis is shortened by a share of both objects' extents, then divided by the length of the
 * whole unshortened offset; a relation holds where the result is beyond one half.
 *
 * @param dx shortened horizontal offset in [-1, 1], positive to the right; 0 if both are negligible
 * @param dy shortened vertical offset in [-1, 1], positive downwards; 0 if both are negligible
 * @param relations the relations that hold: none, one or two
 */
public record RelativePosition(double dx, double dy, Set<Relation> relations) {
  private static final double NEGLIGIBLE = 1e-3; // pixels
  private static final double BEYOND = 0.5;

  public RelativePosition {
    relations = Set.copyOf(relations);
  }

  /**
   * Returns the position of one box as seen from another.
   *
   * @param threshold share of the summed extents that does not count, officially 0.1
   */
  public static RelativePosition of(Box subject, Box target, double threshold) {
    double x = subject.centreX() - target.centreX();
    double y = subject.centreY() - target.centreY();
    double shortX = shortened(x, threshold * (subject.width() + target.width()));
    double shortY = shortened(y, threshold * (subject.height() + target.height()));
    if (Math.abs(shortX) < NEGLIGIBLE && Math.abs(shortY) < NEGLIGIBLE) {
      return new RelativePosition(0, 0, Set.of());
    }
    double length = Math.sqrt(x * x + y * y);
    return of(shortX / length, shortY / length);
  }

  private static RelativePosition of(double dx, double dy) {
    Set<Relation> relations = EnumSet.noneOf(Relation.class);
    if (dx < -BEYOND) {
      relations.add(Relation.LEFT_OF);
    }
    if (dx > BEYOND) {
      relations.add(Relation.RIGHT_OF);
    }
    if (dy < -BEYOND) {
      relations.add(Relation.ABOVE);
    }
    if (dy > BEYOND) {
      relations.add(Relation.BELOW);
    }
    return new RelativePosition(dx, dy, relations);
  }

  private static double shortened(double offset, double by) {
    return Math.max(Math.abs(offset) - by, 0) * Math.signum(offset);
  }
}
