package ai.vugen.evaluation.folders;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.features.FidelityDiversity;
import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.evaluation.features.InceptionScore;
import ai.vugen.evaluation.features.InceptionScore.SplitRule;
import ai.vugen.evaluation.features.KernelDistance;
import ai.vugen.evaluation.features.RowOrder;
import ai.vugen.evaluation.features.SampleSubsets;
import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * How far the pictures of one folder are from those of another, as sets.
 *
 * @param real the folder of reference pictures
 * @param drawn the folder of the pictures that are measured
 * @param extractor name of the features' extractor
 * @param sha256 of the extractor
 * @param frechet Fréchet distance
 * @param kernel kernel distance: 100 subsets of at most 1000 pictures, seed 2020
 * @param fidelity precision, recall, density, coverage
 * @param inception the Inception Score of the drawn pictures, if a classifier saw them: 10 splits
 *     in the order of shuffling by seed 2020
 */
public record FolderDistance(
    PictureFolder real,
    PictureFolder drawn,
    String extractor,
    String sha256,
    FrechetDistance frechet,
    KernelDistance kernel,
    FidelityDiversity fidelity,
    Optional<InceptionScore> inception) {
  private static final int SUBSETS = 100;
  private static final int SUBSET_SIZE = 1000;
  private static final int SPLITS = 10;
  private static final long SEED = 2020;

  /**
   * Measures two folders.
   *
   * @param neighbours k, below the number of pictures of either folder
   * @throws ai.vugen.error.InvalidRequestException if a folder has too few pictures
   * @throws ai.vugen.error.VuGenException as {@link FolderFeatures#of}
   */
  public static FolderDistance between(
      PictureFolder real, PictureFolder drawn, FolderFeatures features, int neighbours) {
    int fewest = Math.min(real.pictures().size(), drawn.pictures().size());
    Arguments.require(
        neighbours >= 1, "number of neighbours", neighbours, "1 or more; 3 and 5 are usual");
    Arguments.require(
        fewest > Math.max(1, neighbours),
        "number of pictures in the smaller folder",
        fewest,
        "more than %d, the number of neighbours, and 2 or more".formatted(neighbours));
    FeatureMatrix of = features.of(real);
    FeatureMatrix generated = features.of(drawn);
    return new FolderDistance(
        real,
        drawn,
        features.extractor().name(),
        features.extractor().sha256(),
        FrechetDistance.between(of, generated),
        KernelDistance.between(
            of, generated, new SampleSubsets.Random(SUBSETS, Math.min(SUBSET_SIZE, fewest), SEED)),
        FidelityDiversity.between(of, generated, neighbours),
        Optional.empty());
  }

  /**
   * Returns the same with the Inception Score of the drawn pictures.
   *
   * @param classes the output of a classifier before its softmax
   * @throws ai.vugen.error.InvalidRequestException if there are fewer than 10 pictures
   * @throws ai.vugen.error.VuGenException as {@link FolderFeatures#of}
   */
  public FolderDistance withInceptionScore(FolderFeatures classes) {
    InceptionScore score =
        InceptionScore.ofLogits(classes.of(drawn), SplitRule.EVEN, SPLITS, RowOrder.shuffled(SEED));
    return new FolderDistance(
        real, drawn, extractor, sha256, frechet, kernel, fidelity, Optional.of(score));
  }

  /** Returns how it was measured. */
  JsonObject protocol() {
    JsonObject json = new JsonObject();
    json.addProperty("real_pictures", real.pictures().size());
    json.addProperty("drawn_pictures", drawn.pictures().size());
    json.addProperty("feature_extractor", extractor);
    json.addProperty("feature_extractor_sha256", sha256);
    json.addProperty("features", frechet.features());
    json.addProperty("neighbours", fidelity.neighbours());
    json.addProperty("coverage_ceiling", fidelity.coverageCeiling());
    json.addProperty(
        "kernel_distance",
        "unbiased, polynomial of degree 3, %d subsets of %d, seed %d"
            .formatted(
                SUBSETS,
                Math.min(SUBSET_SIZE, Math.min(real.pictures().size(), drawn.pictures().size())),
                SEED));
    inception.ifPresent(
        score ->
            json.addProperty(
                "inception_score",
                "%d classes, %d splits, shuffled by seed %d"
                    .formatted(score.classes(), SPLITS, SEED)));
    return json;
  }

  /** Returns the numbers by their names. */
  JsonObject scores() {
    JsonObject json = new JsonObject();
    json.addProperty("frechet_distance", frechet.value());
    json.addProperty("kernel_distance", kernel.mean());
    json.addProperty("kernel_distance_deviation", kernel.deviation());
    json.addProperty("precision", fidelity.precision());
    json.addProperty("recall", fidelity.recall());
    json.addProperty("density", fidelity.density());
    json.addProperty("coverage", fidelity.coverage());
    inception.ifPresent(
        score -> {
          json.addProperty("inception_score", score.mean());
          json.addProperty("inception_score_deviation", score.deviation());
        });
    return json;
  }
}
