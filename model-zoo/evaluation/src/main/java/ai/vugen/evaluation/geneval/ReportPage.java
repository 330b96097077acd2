package ai.vugen.evaluation.geneval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a report: HTML that is XML too, without scripts; images are linked relatively. */
final class ReportPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>GenEval</title>
      <style>
      body { font-family: sans-serif; color: #222; margin: 2em auto; max-width: 72em; padding: 0 1em; }
      table { border-collapse: collapse; margin: 1em 0; }
      th, td { border-bottom: 1px solid #ddd; padding: 0.25em 1.5em 0.25em 0; text-align: left; vertical-align: top; }
      td { overflow-wrap: anywhere; }
      td.number { text-align: right; }
      tr.overall { font-weight: bold; }
      h3 { font-size: 1em; margin: 1.5em 0 0.5em; }
      div.images { display: flex; flex-wrap: wrap; gap: 1em; }
      figure { margin: 0; width: 11em; }
      img { border: 0.3em solid; box-sizing: border-box; display: block; width: 100%; }
      figure.correct img { border-color: #1a9641; }
      figure.wrong img { border-color: #d7191c; }
      figcaption { font-size: 0.85em; margin-top: 0.3em; }
      </style>
      </head>
      <body>
      <h1>GenEval</h1>
      """;

  private static final String NOTE =
      """
      <p>Published GenEval scores are of 553 prompts with four images each, judged by the detector
      Mask2Former; scores that were measured otherwise are not comparable with them.</p>
      """;

  private final GenEvalResult result;
  private final StringBuilder page = new StringBuilder(HEAD);

  private ReportPage(GenEvalResult result) {
    this.result = result;
  }

  static String of(GenEvalResult result) {
    ReportPage report = new ReportPage(result);
    report.addScores();
    report.addProtocol();
    result.summary().tasks().keySet().forEach(report::addTask);
    return report.page.append("</body>\n</html>\n").toString();
  }

  private void addScores() {
    GenEvalSummary summary = result.summary();
    page.append("<table>\n<tr><th>task</th><th>correct images</th><th>score</th></tr>\n");
    for (GenEvalTask task : GenEvalTask.values()) {
      TaskScore score = summary.tasks().get(task);
      String name = words(task);
      if (score == null) {
        addRow("<tr><td>" + name, "none", "none");
      } else {
        String link = "<a href=\"#%s\">%s</a>".formatted(task.tag(), name);
        addRow("<tr><td>" + link, count(score), GenEvalSummary.percent(score.score()));
      }
    }
    int correct = summary.tasks().values().stream().mapToInt(TaskScore::correct).sum();
    addRow(
        "<tr class=\"overall\"><td>overall: the mean of the tasks",
        count(new TaskScore(correct, summary.images())),
        GenEvalSummary.percent(summary.overall()));
    page.append("</table>\n");
  }

  private void addRow(String first, String count, String score) {
    page.append(first)
        .append("</td><td class=\"number\">")
        .append(count)
        .append("</td><td class=\"number\">")
        .append(score)
        .append("</td></tr>\n");
  }

  private static String count(TaskScore score) {
    return score.correct() + " / " + score.images();
  }

  private void addProtocol() {
    page.append("<h2>Protocol</h2>\n").append(NOTE).append("<table>\n");
    ReportJson.protocol(result)
        .asMap()
        .forEach(
            (name, value) ->
                page.append(
                    "<tr><th>%s</th><td>%s</td></tr>\n"
                        .formatted(name.replace('_', ' '), MarkupText.escape(text(value)))));
    page.append("</table>\n");
  }

  private static String text(JsonElement value) {
    return value instanceof JsonArray list
        ? list.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining(", "))
        : value.getAsString();
  }

  private void addTask(GenEvalTask task) {
    page.append("<h2 id=\"%s\">%s</h2>\n".formatted(task.tag(), words(task)));
    result.prompts().stream()
        .filter(prompt -> prompt.place().prompt().task() == task)
        .forEach(this::addPrompt);
  }

  private void addPrompt(JudgedPrompt prompt) {
    PromptFolder place = prompt.place();
    String text = MarkupText.escape(place.prompt().prompt());
    page.append("<h3>%s</h3>\n<div class=\"images\">\n".formatted(text));
    for (JudgedImage image : prompt.images()) {
      addImage(MarkupText.escape(place.link(image.file())), text, image.verdict());
    }
    page.append("</div>\n");
  }

  private void addImage(String link, String prompt, ImageVerdict verdict) {
    page.append(
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

  private static String words(GenEvalTask task) {
    return task.tag().replace('_', ' ');
  }
}
