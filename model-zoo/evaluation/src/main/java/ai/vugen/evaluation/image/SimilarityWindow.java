package ai.vugen.evaluation.image;

import java.util.Arrays;

/** The weights with which a structural similarity looks at the surroundings of a pixel. */
public enum SimilarityWindow {
  /** 11 x 11 pixels, a Gaussian of standard deviation 1.5, as published. */
  GAUSSIAN_11 {
    @Override
    double[] weights() {
      double[] weights = new double[11];
      for (int i = 0; i < weights.length; i++) {
        double offset = (i - 5) / 1.5;
        weights[i] = Math.exp(-offset * offset / 2);
      }
      double sum = Arrays.stream(weights).sum();
      return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
  },
  /** 7 x 7 pixels of equal weight. */
  UNIFORM_7 {
    @Override
    double[] weights() {
      double[] weights = new double[7];
      Arrays.fill(weights, 1.0 / weights.length);
      return weights;
    }
  };

  /** Returns the weights along either axis, an odd number of sum 1. */
  abstract double[] weights();
}
