package ai.vugen.evaluation.reconstruction;

import ai.vugen.evaluation.reconstruction.ReconstructionResult.DecodedScene;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.HtmlPage;
import ai.vugen.evaluation.report.MarkupText;
import ai.vugen.evaluation.report.ScoreTable;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.world.Split;
import java.util.List;

/** The page of a report, with its pictures linked relatively. */
final class ReconstructionPage {
  private final HtmlPage page = new HtmlPage("Reconstruction of the picture world");

  private ReconstructionPage() {}

  static String of(ReconstructionResult result) {
    ReconstructionPage report = new ReconstructionPage();
    result.scores().forEach(report::addScores);
    report.page.add("<h2>Protocol</h2>\n");
    report.page.addValues(ReconstructionJson.protocol(result));
    result.scenes().forEach(report::addScenes);
    return report.page.text();
  }

  private void addScores(Split split, List<PictureFidelity.Summary> summaries) {
    page.add(
        "<h2><a href=\"#%s\">%s</a></h2>\n".formatted(EnumText.tag(split), EnumText.words(split)));
    ScoreTable table =
        new ScoreTable("decoder", "PSNR", "deviation", "SSIM", "deviation", "Fréchet distance");
    summaries.forEach(
        summary ->
            table.row(
                ReconstructionResult.words(summary.steps()),
                ScoreText.rounded(summary.psnr().mean(), 2) + " dB",
                ScoreText.rounded(summary.psnr().deviation(), 2) + " dB",
                ScoreText.rounded(summary.ssim().mean(), 4),
                ScoreText.rounded(summary.ssim().deviation(), 4),
                ScoreText.rounded(summary.frechet().value(), 4)));
    page.add(table.markup());
  }

  private void addScenes(Split split, List<DecodedScene> scenes) {
    page.add("<h2 id=\"%s\">%s</h2>\n".formatted(EnumText.tag(split), EnumText.words(split)));
    long shown = scenes.stream().filter(DecodedScene::isShown).count();
    page.add("<p>The first %d of %d scenes.</p>\n".formatted(shown, scenes.size()));
    scenes.stream().filter(DecodedScene::isShown).forEach(this::addScene);
  }

  private void addScene(DecodedScene scene) {
    page.add(
        "<h3>%d: %s</h3>\n<div class=\"images\">\n"
            .formatted(scene.index(), MarkupText.escape(scene.caption())));
    addFigure(scene.pictures().get(0), "original");
    for (int i = 0; i < scene.fidelity().size(); i++) {
      PictureFidelity fidelity = scene.fidelity().get(i);
      addFigure(
          scene.pictures().get(i + 1),
          "%s: %s dB, SSIM %s"
              .formatted(
                  ReconstructionResult.words(ReconstructionRun.DECODER_STEPS.get(i)),
                  ScoreText.rounded(fidelity.psnr(), 2),
                  ScoreText.rounded(fidelity.ssim(), 4)));
    }
    page.add("</div>\n");
  }

  private void addFigure(String picture, String text) {
    String link = MarkupText.escape(picture);
    page.add(
        """
        <figure><a href="%s"><img src="%s" alt="%s" loading="lazy"/></a>
        <figcaption>%s</figcaption></figure>
        """
            .formatted(link, link, text, text));
  }
}
