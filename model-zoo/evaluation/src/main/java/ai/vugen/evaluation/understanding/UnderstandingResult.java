package ai.vugen.evaluation.understanding;

import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.evaluation.scenes.SceneSettings;
import ai.vugen.evaluation.understanding.AnswerScores.TaskAccuracy;
import ai.vugen.world.Split;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run found out.
 *
 * @param model who answered
 * @param settings which scenes it was asked about
 * @param scenes every scene with its questions, by split
 */
public record UnderstandingResult(
    MeasuredModel model, SceneSettings settings, Map<Split, List<AskedScene>> scenes) {
  public UnderstandingResult {
    scenes = Collections.unmodifiableMap(new EnumMap<>(scenes));
  }

  /** Returns the scores of each split. */
  public Map<Split, AnswerScores> scores() {
    Map<Split, AnswerScores> scores = new EnumMap<>(Split.class);
    scenes.forEach((split, asked) -> scores.put(split, AnswerScores.of(asked)));
    return scores;
  }

  /** Returns the scores as lines for a terminal, without a line break at the end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    scores()
        .forEach(
            (split, scores) -> {
              text.append(EnumText.words(split)).append(":\n");
              scores
                  .tasks()
                  .forEach((task, accuracy) -> addLine(EnumText.words(task), accuracy, text));
              addLine("all", scores.overall(), text);
            });
    return text.toString().stripTrailing();
  }

  private static void addLine(String name, TaskAccuracy accuracy, StringBuilder to) {
    to.append(
        String.format(
            Locale.ROOT,
            "  %-10s %7s (%d / %d), chance %s\n",
            name,
            ScoreText.percent(accuracy.accuracy()),
            accuracy.right(),
            accuracy.asked(),
            ScoreText.percent(accuracy.chance())));
  }
}
