package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.evaluation.scenes.SceneSettings;
import ai.vugen.world.Split;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a run found out.
 *
 * @param model who encoded and decoded
 * @param settings which scenes
 * @param features in which sets of pictures are compared
 * @param scenes every scene, by split; at least one a split
 * @param distances Fréchet distances of the decoded pictures from the originals, by split, one for
 *     each of {@link ReconstructionRun#DECODER_STEPS}
 */
public record ReconstructionResult(
    MeasuredModel model,
    SceneSettings settings,
    FeatureProtocol features,
    Map<Split, List<DecodedScene>> scenes,
    Map<Split, List<FrechetDistance>> distances) {
  public ReconstructionResult {
    scenes = Collections.unmodifiableMap(new EnumMap<>(scenes));
    distances = Collections.unmodifiableMap(new EnumMap<>(distances));
  }

  /** Returns the scores of each split, one for each of {@link ReconstructionRun#DECODER_STEPS}. */
  public Map<Split, List<PictureFidelity.Summary>> scores() {
    Map<Split, List<PictureFidelity.Summary>> scores = new EnumMap<>(Split.class);
    scenes.forEach(
        (split, decoded) ->
            scores.put(split, summaries(decoded, Objects.requireNonNull(distances.get(split)))));
    return scores;
  }

  private static List<PictureFidelity.Summary> summaries(
      List<DecodedScene> scenes, List<FrechetDistance> distances) {
    List<PictureFidelity.Summary> summaries = new ArrayList<>();
    for (int steps : ReconstructionRun.DECODER_STEPS) {
      int place = summaries.size();
      summaries.add(
          PictureFidelity.Summary.of(
              steps,
              scenes.stream().map(scene -> scene.fidelity().get(place)).toList(),
              distances.get(place)));
    }
    return List.copyOf(summaries);
  }

  /** Returns the scores as lines for a terminal, without a line break at the end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    scores()
        .forEach(
            (split, summaries) -> {
              text.append(EnumText.words(split)).append(":\n");
              summaries.forEach(summary -> addLine(summary, text));
            });
    return text.toString().stripTrailing();
  }

  private static void addLine(PictureFidelity.Summary summary, StringBuilder to) {
    to.append(
        String.format(
            Locale.ROOT,
            "  %-8s PSNR %s dB (deviation %s), SSIM %s (deviation %s), Fréchet distance %s\n",
            words(summary.steps()),
            ScoreText.rounded(summary.psnr().mean(), 2),
            ScoreText.rounded(summary.psnr().deviation(), 2),
            ScoreText.rounded(summary.ssim().mean(), 4),
            ScoreText.rounded(summary.ssim().deviation(), 4),
            ScoreText.rounded(summary.frechet().value(), 4)));
  }

  /** Returns a number of decoder steps in words. */
  static String words(int steps) {
    return steps == 1 ? "1 step" : steps + " steps";
  }

  /**
   * A scene that was encoded and decoded again.
   *
   * @param index its number in its split, from 0
   * @param caption what it shows
   * @param fidelity one for each of {@link ReconstructionRun#DECODER_STEPS}, in their order
   * @param pictures addresses relative to the folder of the report: of the original, then in the
   *     order of the numbers of steps; empty if they were not kept
   */
  public record DecodedScene(
      int index, String caption, List<PictureFidelity> fidelity, List<String> pictures) {
    public DecodedScene {
      fidelity = List.copyOf(fidelity);
      pictures = List.copyOf(pictures);
    }

    /** Returns whether its pictures were kept. */
    boolean isShown() {
      return !pictures.isEmpty();
    }
  }

  /**
   * In which features sets of pictures are compared.
   *
   * @param name of the extractor
   * @param sha256 of the extractor's weights
   */
  public record FeatureProtocol(String name, String sha256) {
    /** That of an extractor. */
    static FeatureProtocol of(FeatureExtractor extractor) {
      return new FeatureProtocol(extractor.name(), extractor.sha256());
    }

    /** Adds the members {@code feature_extractor} and {@code feature_extractor_sha256}. */
    void addTo(JsonObject protocol) {
      protocol.addProperty("feature_extractor", name);
      protocol.addProperty("feature_extractor_sha256", sha256);
    }
  }
}
