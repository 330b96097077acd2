package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.Moments;
import java.util.List;
import java.util.stream.IntStream;

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
