package ai.vugen.evaluation.text;

/** The two ways in which a cosine of image and text becomes a CLIPScore; they do not compare. */
public enum ClipConvention {
  /**
   * {@code 2.5 max(cos, 0)} per pair, then the mean: 0 to 2.5. Source: Hessel et al. 2021,
   * "CLIPScore: A Reference-free Evaluation Metric for Image Captioning".
   */
  HESSEL {
    @Override
    double ofPair(double cosine) {
      return 2.5 * Math.max(cosine, 0);
    }

    @Override
    double ofMean(double mean) {
      return mean;
    }

    @Override
    public String text(String caption) {
      return "A photo depicts " + caption;
    }
  },
  /**
   * {@code 100 cos} per pair, then the mean, which is raised to 0 if it is negative: 0 to 100. This
   * is the rule of torchmetrics.
   */
  TORCHMETRICS {
    @Override
    double ofPair(double cosine) {
      return 100 * cosine;
    }

    @Override
    double ofMean(double mean) {
      return Math.max(mean, 0);
    }
  };

  /** The text that is embedded for a caption. */
  public String text(String caption) {
    return caption;
  }

  /** Returns the score of one pair. */
  abstract double ofPair(double cosine);

  /** Returns the score of a set whose pairs have this mean. */
  abstract double ofMean(double mean);
}
