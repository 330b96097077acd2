package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.json.JsonSection;
import java.util.List;

/**
 * What scenes show more often than chance would, so that less has to be learned.
 *
 * @param share probability in [0, 1] that a scene follows the emphasis at all
 * @param common how many things of the list, from its start, are the commonest
 * @param commonFavour probability in [0, 1) that a thing is picked from them alone
 * @param glossyFavour probability in [0, 1] that a scene is drawn in the first style for certain
 * @param mirrored probability in [0, 1] that an object is mirrored
 * @param sizes the longer side of objects in scenes of one, two, three and four of them, in pixels
 *     of a {@value Scene#CANVAS} px wide picture; empty for any
 * @param arranged probability in [0, 1] that a scene's objects stand where they always stand: one
 *     in the middle, two beside or above each other, three and four each in the middle of its
 *     quarter
 * @param grain left and upper edges of objects are multiples of so many pixels; 1 for any
 */
public record Emphasis(
    double share,
    int common,
    double commonFavour,
    double glossyFavour,
    double mirrored,
    List<Integer> sizes,
    double arranged,
    int grain) {
  /** All things, styles, sizes and places alike. */
  public static final Emphasis NONE = new Emphasis(1, 0, 0, 0, 0.3, List.of(), 0, 1);

  private static final int LEAST_SIZE = 16;
  private static final int COUNTS = 4; // the most objects in a scene

  public Emphasis {
    sizes = List.copyOf(sizes);
    if (!(commonFavour >= 0 && commonFavour < 1)
        || common < 0
        || (commonFavour > 0 && common == 0)) {
      throw new InvalidRequestException(
          "The favour for the %s commonest things must be in [0, 1), and 0 for none; it is %s."
              .formatted(common, commonFavour));
    }
    requireShare("share of scenes with an emphasis", share);
    requireShare("favour for the glossy style", glossyFavour);
    requireShare("share of mirrored objects", mirrored);
    requireSizes(sizes);
    requireShare("share of arranged scenes", arranged);
    if (arranged > 0 && sizes.isEmpty()) {
      throw new InvalidRequestException("Arranged scenes need sizes, but there are none.");
    }
    if (grain < 1 || grain > 16) {
      throw new InvalidRequestException(
          "The grain must be between 1 and 16 pixels; it is %d.".formatted(grain));
    }
  }

  /** Reads {@code share}, {@code common_things} and so on; all are required. */
  public static Emphasis of(JsonSection c) {
    return new Emphasis(
        c.number("share"),
        c.index("common_things"),
        c.number("common_favour"),
        c.number("glossy_favour"),
        c.number("mirrored"),
        c.indices("sizes"),
        c.number("arranged"),
        c.size("grain"));
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidRequestException(
          "The %s must be in [0, 1]; it is %s.".formatted(what, value));
    }
  }

  /** Two boxes of a size must fit beside each other, and in fours each its quarter. */
  private static void requireSizes(List<Integer> sizes) {
    boolean fitting = sizes.isEmpty() || sizes.size() == COUNTS;
    for (int i = 0; i < sizes.size(); i++) {
      int most = i == 0 ? Scene.CANVAS : Scene.CANVAS / 2;
      fitting &= sizes.get(i) >= LEAST_SIZE && sizes.get(i) <= most;
    }
    if (!fitting) {
      throw new InvalidRequestException(
          "Sizes must be none or four, from %d to %d pixels for one object and to %d for more; they are %s."
              .formatted(LEAST_SIZE, Scene.CANVAS, Scene.CANVAS / 2, sizes));
    }
  }

  int rounded(double pixels) {
    return (int) Math.round(pixels / grain) * grain;
  }
}
