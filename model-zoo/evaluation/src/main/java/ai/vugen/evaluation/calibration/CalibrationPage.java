package ai.vugen.evaluation.calibration;

import ai.vugen.evaluation.calibration.CalibrationResult.MissingPrompt;
import ai.vugen.evaluation.geneval.GenEvalSummary;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.HtmlPage;
import ai.vugen.evaluation.report.MarkupText;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.report.ScoreTable;
import ai.vugen.evaluation.report.ScoreText;

/** The page of a report. */
final class CalibrationPage {
  private static final String NOTE =
      """
      <p>Pictures that are right by construction, judged as generated images are. What the scores of
      <a href="%s/%s">composed scenes</a> lack to 100%% is the detector's error; the scores of the
      same scenes with <a href="%s/%s">shuffled prompts</a> should be those of chance, which are what
      a detector that never errs would say about them.</p>
      """
          .formatted(
              CalibrationRun.COMPOSED,
              ReportFolder.PAGE,
              CalibrationRun.SHUFFLED,
              ReportFolder.PAGE);

  private CalibrationPage() {}

  static String of(CalibrationResult result) {
    HtmlPage page = new HtmlPage("Calibration of GenEval on the picture world");
    page.add(NOTE);
    page.add(table(result));
    result
        .composed()
        .summary()
        .protocol()
        .errors()
        .forEach(
            error ->
                page.add(
                    "<p>Errors of the detector itself on %s.</p>\n"
                        .formatted(MarkupText.escape(error.text()))));
    page.add("<h2>Protocol</h2>\n");
    page.addValues(CalibrationJson.protocol(result));
    addMissing(result, page);
    return page.text();
  }

  private static String table(CalibrationResult result) {
    GenEvalSummary composed = result.composed().summary();
    GenEvalSummary shuffled = result.shuffled().summary();
    GenEvalSummary chance = result.chance();
    ScoreTable table = new ScoreTable("task", "correct images", "composed", "shuffled", "chance");
    composed
        .tasks()
        .forEach(
            (task, score) ->
                table.row(
                    EnumText.words(task),
                    score.correct() + " / " + score.images(),
                    ScoreText.percent(score.score()),
                    CalibrationReport.percent(shuffled, task),
                    CalibrationReport.percent(chance, task)));
    table.overall(
        "overall: the mean of the tasks",
        Math.round(composed.correctImages() * composed.images()) + " / " + composed.images(),
        ScoreText.percent(composed.overall()),
        ScoreText.percent(shuffled.overall()),
        ScoreText.percent(chance.overall()));
    return table.markup();
  }

  private static void addMissing(CalibrationResult result, HtmlPage page) {
    page.add("<h2>Prompts not composed: %d</h2>\n".formatted(result.missing().size()));
    for (MissingPrompt missing : result.missing()) {
      page.add(
          "<p>%s: %s</p>\n"
              .formatted(
                  MarkupText.escape(missing.prompt().prompt()),
                  MarkupText.escape(missing.reason())));
    }
  }
}
