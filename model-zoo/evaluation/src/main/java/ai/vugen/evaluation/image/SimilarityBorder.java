package ai.vugen.evaluation.image;

import ai.vugen.error.Arguments;

/** Where the windows of a structural similarity may lie. */
public enum SimilarityBorder {
  /**
   * Around every pixel: the image is continued by its mirror image, the pixels at the edge not
   * repeated, so the map has the size of the image. This is the rule of torchmetrics.
   */
  REFLECTED {
    @Override
    int margin(int window) {
      return window / 2;
    }

    @Override
    void requireFits(int window, int height, int width) {
      Arguments.require(
          Math.min(height, width) > window / 2,
          "size of the images",
          width + " x " + height,
          "more than " + window / 2 + " pixels on either side, so that the edge can be mirrored");
    }
  },
  /** Where the window fits completely; the rule of the publication and of many tools. */
  VALID {
    @Override
    int margin(int window) {
      return 0;
    }

    @Override
    void requireFits(int window, int height, int width) {
      Arguments.require(
          Math.min(height, width) >= window,
          "size of the images",
          width + " x " + height,
          window + " pixels or more on either side, or the border REFLECTED");
    }
  };

  /** Returns how many pixels are added on every side for a window of this size. */
  abstract int margin(int window);

  /** Refuses images that are too small. */
  abstract void requireFits(int window, int height, int width);
}
