package ai.vugen.evaluation.features;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.integers;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.MetricGoldens.objects;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import ai.vugen.evaluation.features.KernelDistance.Estimator;
import ai.vugen.evaluation.features.KernelDistance.PolynomialKernel;
import ai.vugen.evaluation.features.SampleSubsets.Subset;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kernel distances against reference values. */
class KernelDistanceTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("kid", "features");
  private static final double TOLERANCE = 1e-10;

  private static final FeatureMatrix SMALL = FeatureMatrix.of(new double[] {1, 2, 3}, 3, 1);

  @TestFactory
  Stream<DynamicTest> between_allSamples_matchesReference() {
    return GOLDENS
        .objects("cases")
        .flatMap(
            c ->
                Stream.of(Estimator.values())
                    .map(
                        estimator ->
                            dynamicTest(name(c) + " " + estimator, () -> checkAll(c, estimator))));
  }

  private static void checkAll(JsonObject c, Estimator estimator) {
    FeatureMatrix x = x(c);

    KernelDistance distance =
        KernelDistance.between(
            x, y(c), PolynomialKernel.standard(x.features()), estimator, SampleSubsets.all());

    near("distance", distance.mean(), c.get(key(estimator) + "_all_samples").getAsDouble());
    assertThat(distance.deviation()).isZero();
    assertThat(distance.realSamples()).isEqualTo(c.get("n").getAsInt());
    assertThat(distance.generatedSamples()).isEqualTo(c.get("m").getAsInt());
    assertThat(distance.features()).isEqualTo(c.get("d").getAsInt());
  }

  @TestFactory
  Stream<DynamicTest> between_storedSubsets_matchesReference() {
    return subsetRuns(KernelDistanceTest::storedSubsets);
  }

  @TestFactory
  Stream<DynamicTest> between_seededSubsets_matchesReference() {
    return subsetRuns(
        run ->
            SampleSubsets.random(
                run.get("subsets").getAsInt(),
                run.get("subset_size").getAsInt(),
                run.get("seed").getAsLong()));
  }

  private static Stream<DynamicTest> subsetRuns(Function<JsonObject, SampleSubsets> subsets) {
    return GOLDENS
        .objects("cases")
        .flatMap(
            c ->
                objects(c, "subset_runs")
                    .map(
                        run ->
                            dynamicTest(
                                name(c) + " seed " + run.get("seed"),
                                () -> checkRun(c, run, subsets.apply(run)))));
  }

  private static void checkRun(JsonObject c, JsonObject run, SampleSubsets subsets) {
    KernelDistance distance = KernelDistance.between(x(c), y(c), subsets);

    List<Double> expected = numbers(run.get("per_subset"));
    assertThat(distance.perSubset()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      near("subset " + i, distance.perSubset().get(i), expected.get(i));
    }
    near("mean", distance.mean(), run.get("mean").getAsDouble());
    near("deviation", distance.deviation(), run.get("std_population").getAsDouble());
    assertThat(distance.subsets()).isSameAs(subsets);
    assertThat(distance.estimator()).isEqualTo(Estimator.UNBIASED);
  }

  @TestFactory
  Stream<DynamicTest> random_seed_drawsReferenceIndices() {
    return GOLDENS
        .objects("cases")
        .flatMap(
            c ->
                objects(c, "subset_runs")
                    .map(
                        run ->
                            dynamicTest(
                                name(c) + " seed " + run.get("seed"), () -> checkIndices(c, run))));
  }

  private static void checkIndices(JsonObject c, JsonObject run) {
    List<Subset> expected = storedSubsets(run).of(x(c).samples(), y(c).samples());

    List<Subset> drawn =
        SampleSubsets.random(
                expected.size(), run.get("subset_size").getAsInt(), run.get("seed").getAsLong())
            .of(x(c).samples(), y(c).samples());

    for (int i = 0; i < expected.size(); i++) {
      assertThat(drawn.get(i).real()).containsExactly(expected.get(i).real());
      assertThat(drawn.get(i).generated()).containsExactly(expected.get(i).generated());
    }
  }

  @TestFactory
  Stream<DynamicTest> between_otherKernels_matchesReference() {
    return GOLDENS
        .objects("cases")
        .flatMap(
            c ->
                objects(c, "other_kernels")
                    .map(
                        other ->
                            dynamicTest(
                                name(c) + " degree " + other.get("degree"),
                                () -> checkKernel(c, other))));
  }

  private static void checkKernel(JsonObject c, JsonObject other) {
    FeatureMatrix x = x(c);
    int degree = other.get("degree").getAsInt();
    PolynomialKernel kernel =
        other.get("gamma").isJsonNull()
            ? PolynomialKernel.ofDegree(degree, x.features())
            : new PolynomialKernel(
                degree, other.get("gamma").getAsDouble(), other.get("coef0").getAsDouble());

    for (Estimator estimator : Estimator.values()) {
      KernelDistance distance =
          KernelDistance.between(x, y(c), kernel, estimator, SampleSubsets.all());

      near("distance", distance.mean(), other.get(key(estimator)).getAsDouble());
      assertThat(distance.kernel()).isEqualTo(kernel);
    }
  }

  @Test
  void random_badNumbers_areRefused() {
    refused(() -> SampleSubsets.random(0, 10, 1), "number of subsets");
    refused(() -> SampleSubsets.random(1, 0, 1), "size of a subset");
    refused(() -> SampleSubsets.random(1, 1, -1), "seed is -1");
    refused(() -> SampleSubsets.random(1, 1, 1L << 32), "2^32 - 1");
  }

  @Test
  void between_subsetLargerThanSet_isRefused() {
    refused(
        () -> KernelDistance.between(SMALL, SMALL, SampleSubsets.random(1, 4, 0)),
        "smaller subsets or more samples");
  }

  @Test
  void between_badSubsets_areRefused() {
    refused(() -> SampleSubsets.given(List.of()), "number of subsets");
    refused(() -> new Subset(new int[0], new int[] {1}), "1 or more of both");
    Subset outside = new Subset(new int[] {0, 3}, new int[] {0, 1});
    refused(
        () -> KernelDistance.between(SMALL, SMALL, SampleSubsets.given(List.of(outside))),
        "0 to 2");
  }

  @Test
  void between_oneSampleUnbiased_isRefused() {
    FeatureMatrix one = FeatureMatrix.of(new double[] {1}, 1, 1);

    refused(() -> KernelDistance.between(one, SMALL, SampleSubsets.all()), "2 or more");
  }

  @Test
  void between_differentFeatures_isRefused() {
    FeatureMatrix wide = FeatureMatrix.of(new double[6], 3, 2);

    refused(() -> KernelDistance.between(SMALL, wide, SampleSubsets.all()), "same extractor");
  }

  @Test
  void kernel_badNumbers_areRefused() {
    refused(() -> new PolynomialKernel(0, 1, 1), "degree of the kernel");
    refused(() -> new PolynomialKernel(3, 0, 1), "gamma");
    refused(() -> new PolynomialKernel(3, Double.NaN, 1), "gamma");
    refused(() -> new PolynomialKernel(3, 1, -1), "offset");
    refused(() -> PolynomialKernel.standard(0), "number of features");
  }

  private static SampleSubsets storedSubsets(JsonObject run) {
    JsonArray x = run.getAsJsonArray("x_indices");
    JsonArray y = run.getAsJsonArray("y_indices");
    return SampleSubsets.given(
        IntStream.range(0, x.size())
            .mapToObj(i -> new Subset(integers(x.get(i)), integers(y.get(i))))
            .toList());
  }

  private static void near(String what, double actual, double expected) {
    check(what, actual, expected, TOLERANCE * Math.max(1, Math.abs(expected)));
  }

  private static FeatureMatrix x(JsonObject c) {
    return GOLDENS.matrix(c.get("x").getAsString());
  }

  private static FeatureMatrix y(JsonObject c) {
    return GOLDENS.matrix(c.get("y").getAsString());
  }

  private static String key(Estimator estimator) {
    return estimator == Estimator.BIASED ? "biased" : "unbiased";
  }

  private static String name(JsonObject c) {
    return c.get("name").getAsString();
  }
}
