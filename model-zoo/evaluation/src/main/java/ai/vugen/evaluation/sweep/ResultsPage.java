package ai.vugen.evaluation.sweep;

import ai.vugen.evaluation.geneval.DrawingSettings;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of a report: Markdown with a table a sweep, its plots and the protocol. */
final class ResultsPage {
  private static final String NOTE =
      """
      Fréchet distance, density and coverage compare generated images with reference pictures of the
      picture world in the features of its judge; the images are drawn from the captions of the
      pictures. Fréchet distances are biased upwards when there are few images, and none of these
      numbers is comparable with published ones, which have other features, pictures and counts.
      GenEval is the mean of its tasks on the first prompts of each task, judged by the same judge.
      Density stands for realism, coverage for diversity and GenEval for consistency with the prompt.
      Seconds are the median of all images, on the machine that drew them.
      """;

  private static final String DECODING =
      """
      All points decode the same latents; seconds are those of decoding alone.
      """;

  private final SweepReport report;
  private final StringBuilder page = new StringBuilder();

  private ResultsPage(SweepReport report) {
    this.report = report;
  }

  static String of(SweepReport report) {
    ResultsPage text = new ResultsPage(report);
    text.page.append("# Sweeps of ").append(report.protocol().model().identity().id());
    text.page.append("\n\n").append(NOTE);
    text.addErrors();
    Arrays.stream(Sweep.values()).forEach(text::addSweep);
    text.addProtocol();
    return text.page.toString();
  }

  /** How often the judge errs, which every score of GenEval has in it. */
  private void addErrors() {
    List<DetectorErrors> errors = report.protocol().geneval().errors();
    if (!errors.isEmpty()) {
      page.append("\nErrors of the judge itself:\n\n");
      errors.forEach(error -> page.append("- ").append(error.text()).append(".\n"));
    }
  }

  private void addSweep(Sweep sweep) {
    List<SweepPoint.Result> results =
        report.results().stream().filter(result -> result.point().sweep() == sweep).toList();
    if (results.isEmpty()) {
      return;
    }
    page.append("\n## ").append(title(sweep)).append("\n\n");
    page.append("Settings that stay: ").append(constants(results)).append(".\n");
    page.append(sweep == Sweep.DECODER ? DECODING : "").append('\n');
    addTable(sweep, results);
    for (Figure figure : Figure.values()) {
      if (figure.sweep() == sweep && figure.plot(results).isPresent()) {
        page.append("\n![%s](%s)\n".formatted(figure.title(), figure.file()));
      }
    }
  }

  private static String title(Sweep sweep) {
    String tag = sweep.tag();
    return tag.substring(0, 1).toUpperCase(Locale.ROOT) + tag.substring(1);
  }

  /** Returns the settings in which the points do not differ, such as "steps 25, solver euler". */
  private static String constants(List<SweepPoint.Result> results) {
    List<JsonObject> settings = results.stream().map(ResultsPage::settings).toList();
    return settings.get(0).entrySet().stream()
        .filter(
            entry ->
                settings.stream()
                    .allMatch(other -> entry.getValue().equals(other.get(entry.getKey()))))
        .map(entry -> words(entry.getKey()) + " " + text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static JsonObject settings(SweepPoint.Result result) {
    JsonObject settings = new JsonObject();
    DrawingSettings.addRequest(result.point().settings(), settings);
    return settings;
  }

  private void addTable(Sweep sweep, List<SweepPoint.Result> results) {
    List<Quantity> columns = new ArrayList<>(List.of(Quantity.values()));
    if (sweep != Sweep.DECODER) {
      columns.remove(Quantity.PSNR);
    }
    String solver = sweep == Sweep.STEPS ? "| solver " : "";
    page.append(solver);
    columns.forEach(column -> page.append("| ").append(column.title(sweep)).append(' '));
    page.append("|\n").append(solver.isEmpty() ? "" : "|---").append("|--:".repeat(columns.size()));
    page.append("|\n");
    for (SweepPoint.Result result : results) {
      page.append(solver.isEmpty() ? "" : "| " + result.point().solver() + " ");
      columns.forEach(column -> page.append("| ").append(column.text(result)).append(' '));
      page.append("|\n");
    }
  }

  private void addProtocol() {
    page.append("\n## Protocol\n\n| | |\n|---|---|\n");
    for (Map.Entry<String, JsonElement> entry : report.protocol().json().entrySet()) {
      page.append("| %s | %s |\n".formatted(words(entry.getKey()), text(entry.getValue())));
    }
  }

  private static String words(String key) {
    return key.replace('_', ' ');
  }

  /** Returns a value as it stands in a cell of a table. */
  private static String text(JsonElement value) {
    String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
