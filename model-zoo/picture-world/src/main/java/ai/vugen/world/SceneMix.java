package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;

/**
 * How often each kind of scene is composed, as weights relative to each other, and how often the
 * commonest things are shown.
 *
 * @param single one object
 * @param copies two, three or four equal objects
 * @param pair two different objects
 * @param groups two different things, at least one of them several times; four objects at most
 * @param several three or four different objects
 * @param common how many things of the list, from its start, are the commonest
 * @param favour probability in [0, 1) that a thing is picked from them alone, otherwise from all
 */
public record SceneMix(
    double single,
    double copies,
    double pair,
    double groups,
    double several,
    int common,
    double favour) {
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
    if (!(favour >= 0 && favour < 1) || common < 0 || (favour > 0 && common == 0)) {
      throw new InvalidRequestException(
          "The favour for the %s commonest things must be in [0, 1), and 0 for none; it is %s."
              .formatted(common, favour));
    }
  }

  /** A mix that shows all things equally often. */
  public SceneMix(double single, double copies, double pair, double groups, double several) {
    this(single, copies, pair, groups, several, 0, 0);
  }
}
