package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;

/**
 * What scenes show more often than chance would, so that less has to be learned.
 *
 * @param common how many things of the list, from its start, are the commonest
 * @param commonFavour probability in [0, 1) that a thing is picked from them alone
 * @param glossyFavour probability in [0, 1] that a scene is drawn in the first style for certain
 * @param grain sizes and the middles of objects are multiples of so many pixels of a {@value
 *     Scene#CANVAS} px wide picture; 1 for any
 */
public record Emphasis(int common, double commonFavour, double glossyFavour, int grain) {
  /** All things, styles, sizes and places alike. */
  public static final Emphasis NONE = new Emphasis(0, 0, 0, 1);

  public Emphasis {
    if (!(commonFavour >= 0 && commonFavour < 1)
        || common < 0
        || (commonFavour > 0 && common == 0)) {
      throw new InvalidRequestException(
          "The favour for the %s commonest things must be in [0, 1), and 0 for none; it is %s."
              .formatted(common, commonFavour));
    }
    if (!(glossyFavour >= 0 && glossyFavour <= 1)) {
      throw new InvalidRequestException(
          "The favour for the glossy style must be in [0, 1]; it is %s.".formatted(glossyFavour));
    }
    if (grain < 1 || grain > 16) {
      throw new InvalidRequestException(
          "The grain must be between 1 and 16 pixels; it is %d.".formatted(grain));
    }
  }

  int rounded(int pixels) {
    return Math.round((float) pixels / grain) * grain;
  }
}
