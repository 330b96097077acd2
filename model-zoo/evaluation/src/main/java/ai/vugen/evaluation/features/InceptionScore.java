package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Inception Score: how certain a classifier is about each image and how varied its answers are,
 * from 1 to the number of classes.
 *
 * <p>Per split it is {@code exp(mean over x of KL(p(y|x) || p(y)))} with {@code p(y)} the mean of
 * the split's distributions and {@code 0 log 0 = 0}. Source: Salimans et al. 2016, "Improved
 * Techniques for Training GANs", section 4.
 *
 * @param mean mean over the splits
 * @param deviation standard deviation over the splits, of the kind that the rule says
 * @param perSplit the score of each split; its size is the number of splits in truth
 * @param rule how the samples were divided
 * @param splits number of splits asked for
 * @param order order of the samples
 * @param samples number N of images
 * @param classes number of classes
 */
public record InceptionScore(
    double mean,
    double deviation,
    List<Double> perSplit,
    SplitRule rule,
    int splits,
    RowOrder order,
    int samples,
    int classes) {
  // Probabilities in half precision are off by more than those in float.
  private static final double SUM_TOLERANCE = 1e-2;

  /** Makes a result; the list is copied. */
  public InceptionScore {
    perSplit = List.copyOf(perSplit);
  }

  /**
   * Computes the score of a classifier's unnormalised outputs.
   *
   * @param logits [samples, classes], for the usual score without the bias of the last layer
   * @param splits number of splits, usually 10
   * @throws ai.vugen.error.InvalidRequestException if the rule cannot divide the samples so, or the
   *     order is one of another number of samples
   */
  public static InceptionScore ofLogits(
      FeatureMatrix logits, SplitRule rule, int splits, RowOrder order) {
    return ofProbabilities(softmax(logits), rule, splits, order);
  }

  /**
   * Computes the score of class probabilities.
   *
   * @param probabilities [samples, classes], in [0, 1], each row of sum 1
   * @param splits number of splits, usually 10
   * @throws ai.vugen.error.InvalidRequestException if a row is no distribution, the rule cannot
   *     divide the samples so, or the order is one of another number of samples
   */
  public static InceptionScore ofProbabilities(
      FeatureMatrix probabilities, SplitRule rule, int splits, RowOrder order) {
    requireDistributions(probabilities);
    int[] rows = order.of(probabilities.samples());
    int[] bounds = rule.bounds(rows.length, splits);
    List<Double> scores = new ArrayList<>(bounds.length - 1);
    for (int i = 0; i + 1 < bounds.length; i++) {
      scores.add(score(probabilities, rows, bounds[i], bounds[i + 1]));
    }
    return new InceptionScore(
        Moments.mean(scores),
        rule.deviation(scores),
        scores,
        rule,
        splits,
        order,
        rows.length,
        probabilities.features());
  }

  private static double score(FeatureMatrix probabilities, int[] rows, int from, int to) {
    double[] marginal = new double[probabilities.features()];
    for (int i = from; i < to; i++) {
      for (int c = 0; c < marginal.length; c++) {
        marginal[c] += probabilities.at(rows[i], c) / (to - from);
      }
    }
    double divergence = 0;
    for (int i = from; i < to; i++) {
      for (int c = 0; c < marginal.length; c++) {
        double p = probabilities.at(rows[i], c);
        if (p > 0) {
          divergence += p * (Math.log(p) - Math.log(marginal[c]));
        }
      }
    }
    return Math.exp(divergence / (to - from));
  }

  private static FeatureMatrix softmax(FeatureMatrix logits) {
    int classes = logits.features();
    double[] probabilities = new double[logits.samples() * classes];
    double[] row = new double[classes];
    for (int sample = 0; sample < logits.samples(); sample++) {
      logits.copyRow(sample, row, 0);
      double largest = Double.NEGATIVE_INFINITY;
      for (double logit : row) {
        largest = Math.max(largest, logit);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        row[c] = Math.exp(row[c] - largest);
        sum += row[c];
      }
      for (int c = 0; c < classes; c++) {
        probabilities[sample * classes + c] = row[c] / sum;
      }
    }
    return FeatureMatrix.of(probabilities, logits.samples(), classes);
  }

  private static void requireDistributions(FeatureMatrix probabilities) {
    for (int sample = 0; sample < probabilities.samples(); sample++) {
      double sum = 0;
      double smallest = Double.POSITIVE_INFINITY;
      for (int c = 0; c < probabilities.features(); c++) {
        double p = probabilities.at(sample, c);
        sum += p;
        smallest = Math.min(smallest, p);
      }
      Arguments.require(
          smallest >= 0,
          "probability in row " + sample,
          smallest,
          "0 or more; logits need ofLogits");
      Arguments.require(
          Math.abs(sum - 1) <= SUM_TOLERANCE,
          "sum of the probabilities in row " + sample,
          sum,
          "1; logits need ofLogits");
    }
  }

  /** How an Inception Score divides samples into splits and measures their spread. */
  public enum SplitRule {
    /**
     * Split {@code i} begins at row {@code floor(i N / splits)}; the deviation is that of a
     * population. This is the rule of the publication's code and of torch-fidelity.
     */
    EVEN {
      @Override
      int[] bounds(int samples, int splits) {
        Arguments.require(
            splits >= 1 && splits <= samples,
            "number of splits",
            splits,
            "1 to the number of samples, " + samples);
        return IntStream.rangeClosed(0, splits)
            .map(i -> (int) ((long) i * samples / splits))
            .toArray();
      }

      @Override
      double deviation(List<Double> scores) {
        return Moments.populationDeviation(scores);
      }
    },
    /**
     * Every split has {@code ceil(N / splits)} rows but a shorter last one, so there may be fewer
     * than asked for; the deviation is that of a sample. This is the rule of torchmetrics.
     */
    CHUNKED {
      @Override
      int[] bounds(int samples, int splits) {
        Arguments.require(
            splits >= 2 && samples >= 2,
            "number of splits",
            splits + " of " + samples + " samples",
            "2 or more of both, one split has no sample deviation");
        int size = (int) (((long) samples + splits - 1) / splits);
        int chunks = (int) (((long) samples + size - 1) / size);
        return IntStream.rangeClosed(0, chunks)
            .map(i -> (int) Math.min(samples, (long) i * size))
            .toArray();
      }

      @Override
      double deviation(List<Double> scores) {
        return Moments.sampleDeviation(scores);
      }
    };

    /** Returns where splits begin, and at last the number of samples. */
    abstract int[] bounds(int samples, int splits);

    /** Returns the standard deviation of the splits' scores. */
    abstract double deviation(List<Double> scores);
  }
}
