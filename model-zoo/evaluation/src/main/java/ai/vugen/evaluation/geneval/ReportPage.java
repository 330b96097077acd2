package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.GenEvalResult.JudgedImage;
import ai.vugen.evaluation.geneval.GenEvalResult.JudgedPrompt;
import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import ai.vugen.evaluation.geneval.GenEvalSummary.TaskScore;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.HtmlPage;
import ai.vugen.evaluation.report.MarkupText;
import ai.vugen.evaluation.report.ScoreTable;
import ai.vugen.evaluation.report.ScoreText;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a report, with its images linked relatively. */
final class ReportPage {
  private static final String NOTE =
      """
      <p>Published GenEval scores are of 553 prompts with four images each, judged by the detector
      Mask2Former; scores that were measured otherwise are not comparable with them.</p>
      """;

  private final GenEvalResult result;
  private final HtmlPage page = new HtmlPage("GenEval");

  private ReportPage(GenEvalResult result) {
    this.result = result;
  }

  static String of(GenEvalResult result) {
    ReportPage report = new ReportPage(result);
    report.addScores();
    report.page.add("<h2>Protocol</h2>\n" + NOTE);
    report.page.addValues(ReportJson.protocol(result));
    result.summary().tasks().keySet().forEach(report::addTask);
    return report.page.text();
  }

  private void addScores() {
    GenEvalSummary summary = result.summary();
    ScoreTable table = new ScoreTable("task", "correct images", "score");
    for (GenEvalTask task : GenEvalTask.values()) {
      TaskScore score = summary.tasks().get(task);
      String name = EnumText.words(task);
      if (score == null) {
        table.row(name, "none", "none");
      } else {
        String link = "<a href=\"#%s\">%s</a>".formatted(task.tag(), name);
        table.row(link, count(score), ScoreText.percent(score.score()));
      }
    }
    int correct = summary.tasks().values().stream().mapToInt(TaskScore::correct).sum();
    table.overall(
        "overall: the mean of the tasks",
        count(new TaskScore(correct, summary.images())),
        ScoreText.percent(summary.overall()));
    page.add(table.markup());
    for (DetectorErrors errors : summary.protocol().errors()) {
      page.add(
          "<p>Errors of the detector itself on %s.</p>\n"
              .formatted(MarkupText.escape(errors.text())));
    }
  }

  private static String count(TaskScore score) {
    return score.correct() + " / " + score.images();
  }

  private void addTask(GenEvalTask task) {
    page.add("<h2 id=\"%s\">%s</h2>\n".formatted(task.tag(), EnumText.words(task)));
    result.prompts().stream()
        .filter(prompt -> prompt.place().prompt().task() == task)
        .forEach(this::addPrompt);
  }

  private void addPrompt(JudgedPrompt prompt) {
    PromptFolder place = prompt.place();
    String text = MarkupText.escape(place.prompt().prompt());
    page.add("<h3>%s</h3>\n<div class=\"images\">\n".formatted(text));
    for (JudgedImage image : prompt.images()) {
      addImage(MarkupText.escape(place.link(image.file())), text, image.verdict());
    }
    page.add("</div>\n");
  }

  private void addImage(String link, String prompt, ImageVerdict verdict) {
    page.add(
        """
        <figure class="%s"><a href="%s"><img src="%s" alt="%s" loading="lazy"/></a>
        <figcaption>%s</figcaption></figure>
        """
            .formatted(
                verdict.correct() ? "correct" : "wrong",
                link,
                link,
                prompt,
                verdict.correct() ? "correct" : lines(verdict.reasons())));
  }

  private static String lines(List<String> reasons) {
    return reasons.stream().map(MarkupText::escape).collect(Collectors.joining("<br/>"));
  }
}
