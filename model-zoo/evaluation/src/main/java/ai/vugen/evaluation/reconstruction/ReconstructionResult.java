package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.features.FrechetDistance;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.evaluation.scenes.SceneSettings;
import ai.vugen.world.Split;
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

  /** The scores of each split, one for each of {@link ReconstructionRun#DECODER_STEPS}. */
  public Map<Split, List<FidelitySummary>> scores() {
    Map<Split, List<FidelitySummary>> scores = new EnumMap<>(Split.class);
    scenes.forEach(
        (split, decoded) ->
            scores.put(split, summaries(decoded, Objects.requireNonNull(distances.get(split)))));
    return scores;
  }

  private static List<FidelitySummary> summaries(
      List<DecodedScene> scenes, List<FrechetDistance> distances) {
    List<FidelitySummary> summaries = new ArrayList<>();
    for (int steps : ReconstructionRun.DECODER_STEPS) {
      int place = summaries.size();
      summaries.add(
          FidelitySummary.of(
              steps,
              scenes.stream().map(scene -> scene.fidelity().get(place)).toList(),
              distances.get(place)));
    }
    return List.copyOf(summaries);
  }

  /** The scores as lines for a terminal, without a line break at the end. */
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

  private static void addLine(FidelitySummary summary, StringBuilder to) {
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

  /** A number of decoder steps in words. */
  static String words(int steps) {
    return steps == 1 ? "1 step" : steps + " steps";
  }
}
