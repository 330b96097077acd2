package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.Moments;
import java.util.List;

/**
 * Scores of many scenes.
 *
 * @param mean their mean
 * @param deviation their standard deviation as a whole population, divided by N
 */
public record ScoreSpread(double mean, double deviation) {
  /** Sums up scores, at least one. */
  static ScoreSpread of(List<Double> scores) {
    return new ScoreSpread(Moments.mean(scores), Moments.populationDeviation(scores));
  }
}
