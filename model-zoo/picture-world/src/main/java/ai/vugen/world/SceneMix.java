package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;

/**
 * How often each kind of scene is composed, as weights relative to each other.
 *
 * @param single one object
 * @param copies two, three or four equal objects
 * @param pair two different objects
 * @param groups two different things, at least one of them several times; four objects at most
 * @param several three or four different objects
 * @param emphasis what is shown more often than chance would
 */
public record SceneMix(
    double single, double copies, double pair, double groups, double several, Emphasis emphasis) {
  /** Mostly single objects, pairs and counts. */
  public static final SceneMix DEFAULT = new SceneMix(35, 22, 33, 4, 6);

  public SceneMix {
    double sum = single + copies + pair + groups + several;
    double least = Math.min(Math.min(Math.min(single, copies), Math.min(pair, groups)), several);
    if (!(least >= 0) || !(sum > 0) || Double.isInfinite(sum)) {
      throw new InvalidRequestException(
          "Scene weights must be finite, not negative and not all zero: %s, %s, %s, %s, %s."
              .formatted(single, copies, pair, groups, several));
    }
  }

  /** Returns the same weights without an emphasis. */
  SceneMix plain() {
    return new SceneMix(single, copies, pair, groups, several);
  }

  /** A mix without an emphasis. */
  public SceneMix(double single, double copies, double pair, double groups, double several) {
    this(single, copies, pair, groups, several, Emphasis.NONE);
  }
}
