package ai.vugen.evaluation.folders;

import ai.vugen.evaluation.report.HtmlPage;
import ai.vugen.evaluation.report.JsonText;
import ai.vugen.evaluation.report.MarkupText;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.report.ScoreTable;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.image.PixelsReader;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The report of a measurement of folders: for programs, for people, and as a few lines. */
public final class FolderReport {
  /** So many pictures of a folder, the first ones, are shown. */
  public static final int SHOWN = 24;

  private static final int DIGITS = 4;

  private final String title;
  private final JsonObject protocol;
  private final JsonObject scores;
  private final List<Shown> shown;

  /**
   * Pictures side by side.
   *
   * @param heading what they are
   * @param name the beginning of the names of their files
   * @param captions of the first ones
   */
  private record Shown(String heading, String name, PictureFolder folder, List<String> captions) {}

  private FolderReport(String title, JsonObject protocol, JsonObject scores, List<Shown> shown) {
    this.title = title;
    this.protocol = protocol;
    this.scores = scores;
    this.shown = shown;
  }

  /** Returns the report of a distance. */
  public static FolderReport of(FolderDistance distance) {
    return new FolderReport(
        "Distance of two sets of pictures",
        distance.protocol(),
        distance.scores(),
        List.of(
            new Shown("Drawn", "drawn", distance.drawn(), names(distance.drawn())),
            new Shown("Real", "real", distance.real(), names(distance.real()))));
  }

  /** Returns the report of a CLIPScore. */
  public static FolderReport of(CaptionScores scores) {
    return new FolderReport(
        "CLIPScore",
        scores.protocol(),
        scores.scores(),
        List.of(new Shown("Pictures", "picture", scores.folder(), scores.lines())));
  }

  private static List<String> names(PictureFolder folder) {
    return folder.pictures().stream().limit(SHOWN).map(Path::toString).toList();
  }

  /** Returns the report as JSON with the members {@code protocol} and {@code scores}. */
  public String json() {
    JsonObject report = new JsonObject();
    report.addProperty("benchmark", title);
    report.add("protocol", protocol);
    report.add("scores", scores);
    return JsonText.of(report);
  }

  /** Returns the numbers, one a line. */
  public String text() {
    List<String> lines = new ArrayList<>();
    forEachNumber((name, number) -> lines.add("%-28s %s".formatted(name, number)));
    return String.join(System.lineSeparator(), lines);
  }

  private void forEachNumber(BiConsumer<String, String> taker) {
    scores
        .asMap()
        .forEach(
            (name, value) -> {
              if (value.isJsonPrimitive()) {
                taker.accept(
                    name.replace('_', ' '), ScoreText.rounded(value.getAsDouble(), DIGITS));
              }
            });
  }

  /**
   * Writes {@value ReportFolder#DATA}, {@value ReportFolder#PAGE} with the first {@value #SHOWN}
   * pictures, and those as PNG; returns the page.
   *
   * @throws ai.vugen.error.VuGenException if the disk refuses
   */
  public Path write(ReportFolder folder) {
    folder.create();
    HtmlPage page = new HtmlPage(title);
    ScoreTable table = new ScoreTable("", "");
    forEachNumber(table::row);
    page.add(table.markup());
    page.add("<h2>Protocol</h2>\n");
    page.addValues(protocol);
    shown.forEach(pictures -> add(pictures, folder, page));
    return folder.write(json(), page.text());
  }

  private static void add(Shown pictures, ReportFolder folder, HtmlPage page) {
    List<Path> all = pictures.folder().pictures();
    int count = Math.min(SHOWN, all.size());
    page.add(
        "<h2>%s</h2>\n<p>The first %d of %d.</p>\n<div class=\"images\">\n"
            .formatted(pictures.heading(), count, all.size()));
    for (int i = 0; i < count; i++) {
      String link =
          folder.addPicture(
              "%s-%02d".formatted(pictures.name(), i),
              PixelsReader.read(pictures.folder().file(all.get(i))));
      String caption = MarkupText.escape(pictures.captions().get(i));
      page.add(
          """
          <figure><a href="%s"><img src="%s" alt="%s" loading="lazy"/></a>
          <figcaption>%s</figcaption></figure>
          """
              .formatted(link, link, caption, caption));
    }
    page.add("</div>\n");
  }
}
