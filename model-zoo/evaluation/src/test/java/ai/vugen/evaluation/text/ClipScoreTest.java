package ai.vugen.evaluation.text;

import static ai.vugen.evaluation.MetricGoldens.check;
import static ai.vugen.evaluation.MetricGoldens.integers;
import static ai.vugen.evaluation.MetricGoldens.numbers;
import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.evaluation.MetricGoldens;
import ai.vugen.evaluation.features.FeatureMatrix;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CLIPScores against reference values. */
class ClipScoreTest {
  private static final MetricGoldens GOLDENS = MetricGoldens.load("clipscore", "embeddings");
  private static final JsonObject HESSEL = GOLDENS.root().getAsJsonObject("hessel");
  private static final JsonObject TORCHMETRICS = GOLDENS.root().getAsJsonObject("torchmetrics");
  private static final double TOLERANCE = 1e-9;
  private static final double TOLERANCE_100 = 1e-7;

  private static final FeatureMatrix IMAGES = GOLDENS.matrix("image");
  private static final FeatureMatrix TEXTS = GOLDENS.matrix("text");

  @Test
  void between_hessel_matchesReference() {
    ClipScore score = ClipScore.between(IMAGES, TEXTS, ClipScore.Convention.HESSEL);

    check("pairs", score.perPair(), numbers(HESSEL.get("clipscore")), TOLERANCE);
    check("mean", score.value(), HESSEL.get("mean").getAsDouble(), TOLERANCE);
    assertThat(score.convention()).isEqualTo(ClipScore.Convention.HESSEL);
    assertThat(score.dimensions()).isEqualTo(32);
  }

  @Test
  void between_torchmetrics_matchesReference() {
    ClipScore score = ClipScore.between(IMAGES, TEXTS, ClipScore.Convention.TORCHMETRICS);

    check("pairs", score.perPair(), numbers(TORCHMETRICS.get("per_pair")), TOLERANCE_100);
    check("mean", score.value(), TORCHMETRICS.get("metric").getAsDouble(), TOLERANCE_100);
  }

  @Test
  void between_negativeMean_isZero() {
    JsonObject subset = TORCHMETRICS.getAsJsonObject("negative_subset");
    int[] rows = integers(subset.get("rows"));

    ClipScore score =
        ClipScore.between(
            GOLDENS.rows("image", rows),
            GOLDENS.rows("text", rows),
            ClipScore.Convention.TORCHMETRICS);

    double mean = score.perPair().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    check("mean", mean, subset.get("mean").getAsDouble(), TOLERANCE_100);
    assertThat(score.value()).isEqualTo(subset.get("metric").getAsDouble());
  }

  @Test
  void cosine_pairs_matchReference() {
    List<Double> cosines =
        IntStream.range(0, IMAGES.samples())
            .mapToObj(row -> IMAGES.cosine(row, TEXTS, row))
            .toList();

    check("cosines", cosines, numbers(GOLDENS.root().get("cosine")), TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({"AS_CODED, refclipscore_as_coded", "CLIPPED, refclipscore_clipped"})
  void between_references_matchesReference(ReferenceClipScore.Rule rule, String key) {
    ReferenceClipScore score = ReferenceClipScore.between(IMAGES, TEXTS, references(), rule);

    check("pairs", score.perPair(), numbers(HESSEL.get(key)), TOLERANCE);
    check("mean", score.value(), HESSEL.get(key + "_mean").getAsDouble(), TOLERANCE);
    check(
        "similarities",
        score.similarities(),
        numbers(HESSEL.get("reference_similarity")),
        TOLERANCE);
    assertThat(score.rule()).isEqualTo(rule);
  }

  @Test
  void score_bothZero_dependsOnRule() {
    assertThat(ReferenceClipScore.Rule.AS_CODED.score(0, 0)).isNaN();
    assertThat(ReferenceClipScore.Rule.CLIPPED.score(0, 0)).isZero();
  }

  @Test
  void between_differentCounts_isRefused() {
    refused(
        () -> ClipScore.between(IMAGES, GOLDENS.rows("text", 0, 1), ClipScore.Convention.HESSEL),
        "number of texts is 2; expected 14");
    refused(
        () ->
            ReferenceClipScore.between(
                IMAGES, TEXTS, List.of(TEXTS), ReferenceClipScore.Rule.CLIPPED),
        "number of reference sets is 1; expected 14");
  }

  @Test
  void between_differentDimensions_isRefused() {
    FeatureMatrix narrow = FeatureMatrix.of(new double[] {1, 2}, 2, 1);
    FeatureMatrix wide = FeatureMatrix.of(new double[] {1, 2, 3, 4}, 2, 2);

    refused(
        () -> ClipScore.between(narrow, wide, ClipScore.Convention.HESSEL), "number of features");
  }

  @Test
  void between_zeroEmbedding_isRefused() {
    FeatureMatrix zero = FeatureMatrix.of(new double[2], 1, 2);

    refused(() -> ClipScore.between(zero, zero, ClipScore.Convention.TORCHMETRICS), "no direction");
  }

  private static List<FeatureMatrix> references() {
    int[] offsets = integers(GOLDENS.root().get("reference_offsets"));
    return IntStream.range(0, IMAGES.samples())
        .mapToObj(
            i -> GOLDENS.rows("reference", IntStream.range(offsets[i], offsets[i + 1]).toArray()))
        .toList();
  }
}
