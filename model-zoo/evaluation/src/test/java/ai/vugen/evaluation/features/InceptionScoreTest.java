package ai.vugen.evaluation.features;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.integers;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.MetricGoldens.objects;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.vugen.evaluation.MetricGoldens;
import ai.vugen.evaluation.features.InceptionScore.SplitRule;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Inception Scores against reference values. */
class InceptionScoreTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("inception_score", "inputs");
  private static final double TOLERANCE = 1e-10;

  private static final FeatureMatrix FOUR =
      FeatureMatrix.of(new double[] {.7, .2, .1, .1, .8, .1, .2, .2, .6, .3, .3, .4}, 4, 3);

  @TestFactory
  Stream<DynamicTest> ofProbabilities_evenSplits_matchesReference() {
    return runs("runs", "probs")
        .map(
            run ->
                dynamicTest(
                    run.name(),
                    () -> {
                      int splits = run.expected().get("splits").getAsInt();
                      InceptionScore score =
                          InceptionScore.ofProbabilities(
                              run.input(), SplitRule.EVEN, splits, run.order());

                      checkScore(score, run.expected(), "std_population");
                      assertThat(score.splits()).isEqualTo(splits);
                      assertThat(score.perSplit()).hasSize(splits);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> ofLogits_evenSplits_matchesReference() {
    return runs("runs", "logits")
        .map(
            run ->
                dynamicTest(
                    run.name(),
                    () ->
                        checkScore(
                            InceptionScore.ofLogits(
                                run.input(),
                                SplitRule.EVEN,
                                run.expected().get("splits").getAsInt(),
                                run.order()),
                            run.expected(),
                            "std_population")));
  }

  @TestFactory
  Stream<DynamicTest> ofLogits_seededShuffle_matchesReference() {
    return runs("runs", "logits")
        .filter(run -> run.expected().get("shuffle").getAsBoolean())
        .map(run -> dynamicTest(run.name(), () -> checkSeed(run)));
  }

  private static void checkSeed(Run run) {
    RowOrder order = RowOrder.shuffled(run.expected().get("seed").getAsLong());

    InceptionScore score =
        InceptionScore.ofLogits(
            run.input(), SplitRule.EVEN, run.expected().get("splits").getAsInt(), order);

    assertThat(order.of(run.input().samples()))
        .containsExactly(integers(run.expected().get("permutation")));
    checkScore(score, run.expected(), "std_population");
    assertThat(score.order()).isEqualTo(order);
  }

  @TestFactory
  Stream<DynamicTest> ofProbabilities_chunks_matchesReference() {
    return runs("torchmetrics_chunking", "probs")
        .map(
            run ->
                dynamicTest(
                    run.name(),
                    () -> {
                      InceptionScore score =
                          InceptionScore.ofProbabilities(
                              run.input(),
                              SplitRule.CHUNKED,
                              run.expected().get("splits_requested").getAsInt(),
                              run.order());

                      checkScore(score, run.expected(), "std_sample");
                      assertThat(score.perSplit()).hasSize(run.expected().get("chunks").getAsInt());
                    }));
  }

  private static void checkScore(InceptionScore score, JsonObject expected, String deviation) {
    double mean = expected.get("mean").getAsDouble();
    check("mean", score.mean(), mean, TOLERANCE * mean);
    check("splits", score.perSplit(), numbers(expected.get("per_split")), TOLERANCE * mean);
    check(deviation, score.deviation(), expected.get(deviation).getAsDouble(), TOLERANCE * mean);
  }

  @Test
  void ofProbabilities_tooManySplits_isRefused() {
    refused(() -> even(FOUR, 5), "1 to the number of samples, 4");
    refused(() -> even(FOUR, 0), "number of splits is 0");
    refused(
        () -> InceptionScore.ofProbabilities(FOUR, SplitRule.CHUNKED, 1, RowOrder.stored()),
        "no sample deviation");
  }

  @Test
  void ofProbabilities_noDistribution_isRefused() {
    refused(() -> even(FeatureMatrix.of(new double[] {2, -1}, 1, 2), 1), "0 or more");
    refused(() -> even(FeatureMatrix.of(new double[] {.2, .1}, 1, 2), 1), "ofLogits");
  }

  @Test
  void ofProbabilities_badOrder_isRefused() {
    refused(() -> RowOrder.given(List.of(0, 0)), "once");
    refused(() -> RowOrder.given(List.of(0, 2)), "every number from 0 to 1");
    refused(() -> RowOrder.given(List.of(-1)), "row in the order");
    refused(() -> RowOrder.shuffled(-1), "seed");
    RowOrder two = RowOrder.given(List.of(1, 0));
    refused(
        () -> InceptionScore.ofProbabilities(FOUR, SplitRule.EVEN, 1, two),
        "number of rows in the order is 2; expected 4");
  }

  private static void even(FeatureMatrix probabilities, int splits) {
    InceptionScore.ofProbabilities(probabilities, SplitRule.EVEN, splits, RowOrder.stored());
  }

  /** One computation of a case. */
  private record Run(String name, FeatureMatrix input, RowOrder order, JsonObject expected) {}

  private static Stream<Run> runs(String array, String input) {
    return GOLDENS
        .objects("cases")
        .filter(c -> !c.get(input).isJsonNull())
        .flatMap(
            c ->
                objects(c, array)
                    .map(
                        run ->
                            new Run(
                                c.get("name") + " " + run.entrySet().iterator().next(),
                                GOLDENS.matrix(c.get(input).getAsString()),
                                order(run),
                                run)));
  }

  private static RowOrder order(JsonObject run) {
    return run.get("permutation").isJsonNull()
        ? RowOrder.stored()
        : RowOrder.given(Arrays.stream(integers(run.get("permutation"))).boxed().toList());
  }
}
