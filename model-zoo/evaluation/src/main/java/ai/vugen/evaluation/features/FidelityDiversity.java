package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;

/**
 * Precision, recall, density and coverage (PRDC) of generated feature vectors: fidelity by the
 * first and third, diversity by the others.
 *
 * <p>The ball of a sample reaches to its k-th nearest neighbour in its own set, the sample itself
 * left out; only what is strictly inside counts. Distances are Euclidean and computed by direct
 * differences, so that ties stay ties. Numbers depend on N, M and k, so only those of the same
 * three compare. Source: Kynkäänniemi et al. 2019, "Improved Precision and Recall Metric for
 * Assessing Generative Models"; Naeem et al. 2020, "Reliable Fidelity and Diversity Metrics for
 * Generative Models".
 *
 * @param precision share of generated samples inside any real ball
 * @param recall share of real samples inside any generated ball
 * @param density mean number of real balls around a generated sample, divided by k; may exceed 1
 * @param coverage share of real balls with any generated sample inside
 * @param coverageCeiling coverage to be expected of a perfect generator, see {@link
 *     #coverageCeiling(int, int, int)}
 * @param neighbours k
 * @param realSamples number N of real vectors
 * @param generatedSamples number M of generated vectors
 * @param features length of a vector
 */
public record FidelityDiversity(
    double precision,
    double recall,
    double density,
    double coverage,
    double coverageCeiling,
    int neighbours,
    int realSamples,
    int generatedSamples,
    int features) {
  /**
   * Computes the four numbers, on all processors.
   *
   * @param real [N, features]
   * @param generated [M, features]
   * @param neighbours k, from 1 to one less than the samples of the smaller set; usually 3 or 5
   * @throws ai.vugen.error.InvalidRequestException if k is out of range, or the sets differ in the
   *     number of features
   */
  public static FidelityDiversity between(
      FeatureMatrix real, FeatureMatrix generated, int neighbours) {
    real.requireSameFeatures(generated);
    requireNeighbours(neighbours, Math.min(real.samples(), generated.samples()));
    BallCounts counts = BallCounts.of(real, generated, neighbours);
    return new FidelityDiversity(
        counts.precision(),
        counts.recall(),
        counts.meanInside() / neighbours,
        counts.coverage(),
        coverageCeiling(real.samples(), generated.samples(), neighbours),
        neighbours,
        real.samples(),
        generated.samples(),
        real.features());
  }

  /**
   * Returns the expected coverage if both sets come from the same distribution, {@code 1 - prod
   * over i = 1..k of (N - i) / (M + N - i)}. Source: Naeem et al. 2020, lemma on expected coverage.
   *
   * @param realSamples N
   * @param generatedSamples M, 1 or more
   * @param neighbours k, from 1 to N - 1
   * @throws ai.vugen.error.InvalidRequestException if a number is out of range
   */
  public static double coverageCeiling(int realSamples, int generatedSamples, int neighbours) {
    Arguments.require(
        generatedSamples >= 1, "number of generated samples", generatedSamples, "1 or more");
    requireNeighbours(neighbours, realSamples);
    double missed = 1;
    for (int i = 1; i <= neighbours; i++) {
      missed *= (realSamples - i) / ((double) generatedSamples + realSamples - i);
    }
    return 1 - missed;
  }

  private static void requireNeighbours(int neighbours, int samples) {
    Arguments.require(
        neighbours >= 1 && neighbours < samples,
        "number of neighbours (k)",
        neighbours,
        "1 to one less than the number of samples, which is "
            + samples
            + " in the smaller set; use a smaller k or more samples");
  }
}
