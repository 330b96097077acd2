package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.calibration.CalibrationResult.MissingPrompt;
import ai.vugen.evaluation.geneval.GenEvalReport;
import ai.vugen.evaluation.geneval.GenEvalSummary;
import ai.vugen.evaluation.geneval.GenEvalSummary.TaskScore;
import ai.vugen.evaluation.geneval.GenEvalTask;
import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.report.ScoreText;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** The report of a calibration, for programs and for people. */
public final class CalibrationReport {
  private final CalibrationResult result;

  /** A report of a calibration. */
  public CalibrationReport(CalibrationResult result) {
    this.result = result;
  }

  /**
   * Returns the report as JSON with the members {@code protocol}, {@code scores} (of {@code
   * composed}, {@code shuffled} and {@code chance}, shares from 0 to 1) and {@code not_composed}.
   */
  public String json() {
    return JsonText.of(CalibrationJson.of(result));
  }

  /** Returns the report as one page, well-formed XML, which links the pages of both parts. */
  public String html() {
    return CalibrationPage.of(result);
  }

  /**
   * Writes {@value ReportFolder#DATA} and {@value ReportFolder#PAGE} into the folder of the run,
   * and the reports of both parts into theirs; returns the page.
   *
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public Path write() {
    new GenEvalReport(result.composed()).write();
    new GenEvalReport(result.shuffled()).write();
    Path root = Objects.requireNonNull(result.composed().folder().root().getParent());
    return new ReportFolder(root).write(json(), html());
  }

  /** Returns the scores as lines for a terminal, without a line break at the end. */
  public String text() {
    GenEvalSummary composed = result.composed().summary();
    StringBuilder text = new StringBuilder("Composed scenes, shuffled captions, chance\n");
    text.append("==========================================\n");
    composed.tasks().forEach((task, score) -> text.append(line(task, score)));
    text.append(
        "\nOverall score (avg. over tasks): composed %s, shuffled %s, chance %s"
            .formatted(
                ScoreText.rounded(composed.overall(), 5),
                ScoreText.rounded(result.shuffled().summary().overall(), 5),
                ScoreText.rounded(result.chance().overall(), 5)));
    composed.protocol().errors().forEach(error -> text.append("\n").append(error.text()));
    text.append("\nPrompts not composed: ").append(result.missing().size());
    for (MissingPrompt missing : result.missing()) {
      text.append("\n  ").append(missing.prompt().prompt()).append(": ").append(missing.reason());
    }
    return text.toString();
  }

  private String line(GenEvalTask task, TaskScore composed) {
    return String.format(
        Locale.ROOT,
        "%-16s = %s (%d / %d), shuffled %s, chance %s\n",
        task.tag(),
        ScoreText.percent(composed.score()),
        composed.correct(),
        composed.images(),
        percent(result.shuffled().summary(), task),
        percent(result.chance(), task));
  }

  /** Returns the score of a task that the summary has. */
  static String percent(GenEvalSummary summary, GenEvalTask task) {
    return ScoreText.percent(Objects.requireNonNull(summary.tasks().get(task)).score());
  }
}
