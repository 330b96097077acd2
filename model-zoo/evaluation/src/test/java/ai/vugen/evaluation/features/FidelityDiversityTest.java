package ai.vugen.evaluation.features;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.MetricGoldens.objects;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import ai.vugen.evaluation.features.BallCounts.NeighbourRadii;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Precision, recall, density and coverage against reference values. */
class FidelityDiversityTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("prdc", "features");
  private static final double TOLERANCE = 1e-12;

  @TestFactory
  Stream<DynamicTest> between_sets_matchesReference() {
    return GOLDENS
        .objects("cases")
        .flatMap(
            c ->
                objects(c, "results")
                    .map(
                        result ->
                            dynamicTest(
                                c.get("name").getAsString() + " k = " + result.get("k"),
                                () -> checkResult(c, result))));
  }

  private static void checkResult(JsonObject c, JsonObject result) {
    FeatureMatrix real = GOLDENS.matrix(c.get("real").getAsString());
    FeatureMatrix fake = GOLDENS.matrix(c.get("fake").getAsString());
    int k = result.get("k").getAsInt();
    if (result.has("error")) {
      refused(() -> FidelityDiversity.between(real, fake, k), "smaller k or more samples");
      return;
    }

    FidelityDiversity scores = FidelityDiversity.between(real, fake, k);

    check("precision", scores.precision(), result.get("precision").getAsDouble(), TOLERANCE);
    check("recall", scores.recall(), result.get("recall").getAsDouble(), TOLERANCE);
    check("density", scores.density(), result.get("density").getAsDouble(), TOLERANCE);
    check("coverage", scores.coverage(), result.get("coverage").getAsDouble(), TOLERANCE);
    checkRadii(real, k, numbers(result.get("radii_real")));
    checkRadii(fake, k, numbers(result.get("radii_fake")));
    assertThat(scores.neighbours()).isEqualTo(k);
    assertThat(scores.realSamples()).isEqualTo(c.get("n_real").getAsInt());
    assertThat(scores.generatedSamples()).isEqualTo(c.get("n_fake").getAsInt());
    assertThat(scores.features()).isEqualTo(c.get("d").getAsInt());
  }

  private static void checkRadii(FeatureMatrix matrix, int k, List<Double> expected) {
    double[] squares = NeighbourRadii.squared(matrix, k);
    assertThat(squares).hasSize(expected.size());
    for (int i = 0; i < squares.length; i++) {
      double radius = expected.get(i);
      check("radius " + i, Math.sqrt(squares[i]), radius, TOLERANCE * radius);
    }
  }

  @TestFactory
  Stream<DynamicTest> coverageCeiling_sizes_matchesReference() {
    return GOLDENS
        .objects("coverage_ceiling")
        .map(
            c ->
                dynamicTest(
                    c.toString(),
                    () ->
                        check(
                            "ceiling",
                            FidelityDiversity.coverageCeiling(
                                c.get("n_real").getAsInt(),
                                c.get("n_fake").getAsInt(),
                                c.get("k").getAsInt()),
                            c.get("expected_coverage_identical_distributions").getAsDouble(),
                            TOLERANCE)));
  }

  @Test
  void between_sets_statesCeiling() {
    FeatureMatrix line = FeatureMatrix.of(new double[] {1, 2, 4, 8, 16, 32, 64}, 7, 1);
    FeatureMatrix other = FeatureMatrix.of(new double[] {1, 2, 4, 8, 16, 32, 64, 3, 5}, 9, 1);

    assertThat(FidelityDiversity.between(line, other, 1).coverageCeiling())
        .isCloseTo(.6, within(TOLERANCE));
  }

  @Test
  void between_badNeighbours_isRefused() {
    FeatureMatrix three = FeatureMatrix.of(new double[] {1, 2, 3}, 3, 1);

    refused(() -> FidelityDiversity.between(three, three, 0), "number of neighbours (k) is 0");
    refused(() -> FidelityDiversity.between(three, three, 3), "which is 3");
    refused(() -> FidelityDiversity.coverageCeiling(10, 0, 3), "generated samples");
    refused(() -> FidelityDiversity.coverageCeiling(3, 10, 3), "which is 3");
  }

  @Test
  void between_differentFeatures_isRefused() {
    FeatureMatrix narrow = FeatureMatrix.of(new double[4], 4, 1);
    FeatureMatrix wide = FeatureMatrix.of(new double[4], 2, 2);

    refused(() -> FidelityDiversity.between(narrow, wide, 1), "same extractor");
  }
}
