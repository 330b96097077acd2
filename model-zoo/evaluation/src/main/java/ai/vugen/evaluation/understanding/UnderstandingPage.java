package ai.vugen.evaluation.understanding;

import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.HtmlPage;
import ai.vugen.evaluation.report.MarkupText;
import ai.vugen.evaluation.report.ScoreTable;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.evaluation.understanding.AnswerScores.TaskAccuracy;
import ai.vugen.evaluation.understanding.AskedScene.AskedQuestion;
import ai.vugen.world.Split;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a report, with its pictures linked relatively. */
final class UnderstandingPage {
  private final HtmlPage page = new HtmlPage("Understanding of the picture world");

  private UnderstandingPage() {}

  static String of(UnderstandingResult result) {
    UnderstandingPage report = new UnderstandingPage();
    result.scores().forEach(report::addScores);
    report.page.add("<h2>Protocol</h2>\n");
    report.page.addValues(UnderstandingJson.protocol(result));
    result.scenes().forEach(report::addScenes);
    return report.page.text();
  }

  private void addScores(Split split, AnswerScores scores) {
    page.add(
        "<h2><a href=\"#%s\">%s</a></h2>\n".formatted(EnumText.tag(split), EnumText.words(split)));
    ScoreTable table = new ScoreTable("task", "right answers", "accuracy", "chance");
    scores.tasks().forEach((task, accuracy) -> table.row(EnumText.words(task), numbers(accuracy)));
    table.overall("all questions", numbers(scores.overall()));
    page.add(table.markup());
  }

  private static String[] numbers(TaskAccuracy accuracy) {
    return new String[] {
      accuracy.right() + " / " + accuracy.asked(),
      ScoreText.percent(accuracy.accuracy()),
      ScoreText.percent(accuracy.chance())
    };
  }

  private void addScenes(Split split, List<AskedScene> scenes) {
    page.add(
        "<h2 id=\"%s\">%s</h2>\n<div class=\"images\">\n"
            .formatted(EnumText.tag(split), EnumText.words(split)));
    scenes.forEach(this::addScene);
    page.add("</div>\n");
  }

  private void addScene(AskedScene scene) {
    String link = MarkupText.escape(scene.picture());
    String caption = MarkupText.escape(scene.caption());
    page.add(
        """
        <figure class="scene"><a href="%s"><img src="%s" alt="%s" loading="lazy"/></a>
        <figcaption>
        %s</figcaption></figure>
        """
            .formatted(
                link,
                link,
                caption,
                scene.questions().stream()
                    .map(UnderstandingPage::question)
                    .collect(Collectors.joining())));
  }

  private static String question(AskedQuestion asked) {
    String right = MarkupText.escape(asked.question().answer());
    return "<p class=\"%s\">%s <b>%s</b>%s</p>\n"
        .formatted(
            asked.right() ? "correct" : "wrong",
            MarkupText.escape(asked.question().question()),
            MarkupText.escape(asked.answer()),
            asked.right() ? "" : " (right: " + right + ")");
  }
}
