package ai.vugen.evaluation.features;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Fréchet distances against reference values. */
class FrechetDistanceTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("frechet", "features");

  @TestFactory
  Stream<DynamicTest> between_features_matchesReference() {
    return GOLDENS.objects("cases").map(c -> dynamicTest(name(c), () -> checkFeatures(c)));
  }

  private static void checkFeatures(JsonObject expected) {
    double tolerance = expected.get("abs_tolerance").getAsDouble();

    FrechetDistance distance =
        FrechetDistance.between(
            GOLDENS.matrix(expected.get("x").getAsString()),
            GOLDENS.matrix(expected.get("y").getAsString()));

    check("value", distance.value(), expected.get("value").getAsDouble(), tolerance);
    check("mean", distance.meanTerm(), expected.get("mean_term").getAsDouble(), tolerance);
    check("trace", distance.realTrace(), expected.get("trace_x").getAsDouble(), tolerance);
    check("trace", distance.generatedTrace(), expected.get("trace_y").getAsDouble(), tolerance);
    check("root", distance.rootTrace(), expected.get("trace_sqrt").getAsDouble(), tolerance);
    assertThat(distance.realSamples()).hasValue(expected.get("n").getAsLong());
    assertThat(distance.generatedSamples()).hasValue(expected.get("m").getAsLong());
    assertThat(distance.features()).isEqualTo(expected.get("d").getAsInt());
  }

  @TestFactory
  Stream<DynamicTest> between_statistics_matchesReference() {
    return GOLDENS
        .objects("statistics_cases")
        .map(
            c ->
                dynamicTest(
                    name(c),
                    () -> {
                      FrechetDistance distance =
                          FrechetDistance.between(
                              statistics(c, "mu1", "sigma1"), statistics(c, "mu2", "sigma2"));

                      check(
                          "value",
                          distance.value(),
                          c.get("value").getAsDouble(),
                          c.get("abs_tolerance").getAsDouble());
                      assertThat(distance.realSamples()).isEmpty();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> between_unitShift_isNumberOfFeatures() {
    return GOLDENS
        .objects("analytic_cases")
        .map(
            c ->
                dynamicTest(
                    name(c) + " " + c.get("d"),
                    () -> {
                      int features = c.get("d").getAsInt();
                      double[] ones = new double[features];
                      Arrays.fill(ones, 1);

                      FrechetDistance distance =
                          FrechetDistance.between(
                              FeatureStatistics.given(new double[features], identity(features)),
                              FeatureStatistics.given(ones, identity(features)));

                      check(
                          "value",
                          distance.value(),
                          c.get("value").getAsDouble(),
                          c.get("abs_tolerance").getAsDouble());
                    }));
  }

  @Test
  void of_threeConstantImages_hasMeanHalfAndCovarianceQuarter() {
    FeatureStatistics statistics =
        FeatureStatistics.of(FeatureMatrix.of(new double[] {0, 0, .5, .5, 1, 1}, 3, 2));

    assertThat(statistics.mean()).containsExactly(.5, .5);
    assertThat(statistics.covariance()).containsExactly(.25, .25, .25, .25);
    assertThat(statistics.samples()).isEqualTo(OptionalLong.of(3));
  }

  @Test
  void of_moreSamplesThanATile_matchesDirectCovariance() {
    double[] line = new double[300];
    for (int i = 0; i < line.length; i++) {
      line[i] = i;
    }

    FeatureStatistics statistics = FeatureStatistics.of(FeatureMatrix.of(line, 300, 1));

    assertThat(statistics.covariance()[0]).isCloseTo(300 * 301 / 12.0, within(1e-9));
  }

  @Test
  void of_oneSample_isRefused() {
    refused(() -> FeatureStatistics.of(FeatureMatrix.of(new double[3], 1, 3)), "2 or more");
  }

  @Test
  void between_differentFeatures_isRefused() {
    FeatureMatrix two = FeatureMatrix.of(new double[4], 2, 2);
    FeatureMatrix one = FeatureMatrix.of(new double[4], 4, 1);

    refused(() -> FrechetDistance.between(two, one), "same extractor");
  }

  @Test
  void statistics_badNumbers_areRefused() {
    double[] mean = {0, 0};
    refused(() -> FeatureStatistics.given(new double[0], new double[0]), "length of the mean");
    refused(() -> FeatureStatistics.given(mean, new double[3]), "features * features = 4");
    refused(() -> FeatureStatistics.given(mean, new double[] {1, 2, 0, 1}), "symmetric");
    refused(() -> FeatureStatistics.given(mean, new double[] {1, 0, 0, Double.NaN}), "finite");
    refused(
        () -> FeatureStatistics.given(new double[] {0, Double.NaN}, identity(2)), "finite numbers");
    refused(() -> new FeatureStatistics(OptionalLong.of(1), mean, identity(2)), "2 or more");
  }

  @Test
  void between_negativeCovariance_isRefused() {
    FeatureStatistics bad =
        FeatureStatistics.given(new double[] {0, 0}, new double[] {1, 0, 0, -1});

    FeatureStatistics good = FeatureStatistics.given(new double[] {0, 0}, identity(2));
    refused(() -> FrechetDistance.between(bad, good), "first covariance");
    refused(() -> FrechetDistance.between(good, bad), "product of the covariances");
  }

  private static FeatureStatistics statistics(JsonObject c, String mean, String covariance) {
    List<Double> rows = new ArrayList<>();
    for (JsonElement row : c.getAsJsonArray(covariance)) {
      rows.addAll(numbers(row));
    }
    return FeatureStatistics.given(array(numbers(c.get(mean))), array(rows));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] identity(int features) {
    double[] identity = new double[features * features];
    for (int i = 0; i < features; i++) {
      identity[i * (features + 1)] = 1;
    }
    return identity;
  }

  private static String name(JsonObject c) {
    return c.get("name").getAsString();
  }
}
