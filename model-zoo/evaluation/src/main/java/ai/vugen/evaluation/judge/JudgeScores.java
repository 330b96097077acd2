package ai.vugen.evaluation.judge;

import ai.vugen.evaluation.judge.Judge.Sighting;
import ai.vugen.json.JsonSection;
import ai.vugen.world.ObjectBox;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How well a judge found what is known to be drawn, as counts over pictures.
 *
 * <p>A sighting finds an object that is the same thing and whose box overlaps its own by at least
 * {@value #LEAST_OVERLAP} (intersection over union); each object is found once, by the surest such
 * sighting.
 *
 * @param pictures number of pictures
 * @param objects drawn in them
 * @param found objects that were found
 * @param tinted found objects that have another colour than drawn
 * @param tintedRight those whose colour was seen
 * @param exact pictures in which every object was found and nothing else was seen
 * @param falseSightings sightings that found nothing
 */
public record JudgeScores(
    int pictures,
    int objects,
    int found,
    int tinted,
    int tintedRight,
    int exact,
    int falseSightings) {
  /** The least score of a sighting that counts: GenEval's for all tasks but counting. */
  public static final double LEAST_SCORE = 0.3;

  /** The least overlap, intersection over union, of a box with that of what it shows. */
  public static final double LEAST_OVERLAP = 0.5;

  /** Of no pictures. */
  public static final JudgeScores NONE = new JudgeScores(0, 0, 0, 0, 0, 0, 0);

  /**
   * Returns those of one picture.
   *
   * @param drawn what is drawn in it
   * @param seen what was seen, with a score of at least {@value #LEAST_SCORE}, the surest first
   */
  public static JudgeScores of(List<ObjectBox> drawn, List<Sighting> seen) {
    List<ObjectBox> left = new ArrayList<>(drawn);
    int tinted = 0;
    int right = 0;
    for (Sighting sighting : seen) {
      Optional<ObjectBox> match = match(left, sighting);
      if (match.isPresent()) {
        left.remove(match.get());
        boolean isTinted = match.get().colour().isTint();
        tinted += isTinted ? 1 : 0;
        right += isTinted && sighting.tint() == match.get().colour().label() ? 1 : 0;
      }
    }
    int found = drawn.size() - left.size();
    int extra = seen.size() - found;
    boolean exact = left.isEmpty() && extra == 0;
    return new JudgeScores(1, drawn.size(), found, tinted, right, exact ? 1 : 0, extra);
  }

  private static Optional<ObjectBox> match(List<ObjectBox> drawn, Sighting sighting) {
    return drawn.stream()
        .filter(object -> object.concept() == sighting.thing())
        .filter(object -> overlap(object, sighting) >= LEAST_OVERLAP)
        .findFirst();
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

  /** Returns those of other pictures added. */
  public JudgeScores plus(JudgeScores other) {
    return new JudgeScores(
        pictures + other.pictures,
        objects + other.objects,
        found + other.found,
        tinted + other.tinted,
        tintedRight + other.tintedRight,
        exact + other.exact,
        falseSightings + other.falseSightings);
  }

  /** Share of objects found, 0 to 1; 0 where there are none. */
  public double recall() {
    return share(found, objects);
  }

  /** Share of found, tinted objects whose colour was seen, 0 to 1; 0 where there are none. */
  public double colourAccuracy() {
    return share(tintedRight, tinted);
  }

  /** Share of pictures seen exactly, 0 to 1; 0 where there are none. */
  public double exactShare() {
    return share(exact, pictures);
  }

  /** Mean number of false sightings a picture; 0 where there are none. */
  public double falseRate() {
    return share(falseSightings, pictures);
  }

  private static double share(int part, int all) {
    return all == 0 ? 0 : (double) part / all;
  }

  /** Returns the counts, and the rates for people. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("recall", recall());
    json.addProperty("colour_accuracy", colourAccuracy());
    json.addProperty("exact_share", exactShare());
    json.addProperty("false_rate", falseRate());
    json.addProperty("pictures", pictures);
    json.addProperty("objects", objects);
    json.addProperty("found", found);
    json.addProperty("tinted", tinted);
    json.addProperty("tinted_right", tintedRight);
    json.addProperty("exact", exact);
    json.addProperty("false_sightings", falseSightings);
    return json;
  }

  /** Reads the counts. */
  static JudgeScores of(JsonSection section) {
    JudgeScores scores =
        new JudgeScores(
            section.size("pictures"),
            section.size("objects"),
            section.index("found"),
            section.index("tinted"),
            section.index("tinted_right"),
            section.index("exact"),
            section.index("false_sightings"));
    scores.checkPart(section, "found", scores.found, scores.objects);
    scores.checkPart(section, "tinted", scores.tinted, scores.found);
    scores.checkPart(section, "tinted_right", scores.tintedRight, scores.tinted);
    scores.checkPart(section, "exact", scores.exact, scores.pictures);
    return scores;
  }

  private void checkPart(JsonSection section, String key, int part, int all) {
    if (part > all) {
      throw section.fault(key, "is " + part + ", more than the " + all + " that there are");
    }
  }
}
