package ai.vugen.training.recipe;

import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The losses of a stage over its steps: a CSV file that grows, and a plot of it.
 *
 * <p>Lines after the step that a run resumes at are dropped, so that a curve has no doubled part.
 */
final class LossLog {
  private final Path csv;
  private final Path plot;
  private final String title;
  private final Map<String, List<Double>> series = new LinkedHashMap<>();
  private final List<Double> steps = new ArrayList<>();

  LossLog(Path folder, String title, long resumeAt) {
    this.csv = folder.resolve("loss.csv");
    this.plot = folder.resolve("loss.png");
    this.title = title;
    if (Files.exists(csv)) {
      load(resumeAt);
    }
  }

  /** Adds the mean losses up to a step; a loss may begin or end at any step. */
  void add(long step, Map<String, Double> losses) {
    losses.keySet().forEach(name -> series.computeIfAbsent(name, n -> missing(steps.size())));
    steps.add((double) step);
    series.forEach((name, values) -> values.add(losses.getOrDefault(name, Double.NaN)));
  }

  private static List<Double> missing(int count) {
    return new ArrayList<>(Collections.nCopies(count, Double.NaN));
  }

  /** Writes the CSV file and the plot. */
  void write() {
    if (steps.size() < 2) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("step," + String.join(",", series.keySet()));
    for (int i = 0; i < steps.size(); i++) {
      StringBuilder line = new StringBuilder().append(steps.get(i).longValue());
      for (List<Double> values : series.values()) {
        double value = values.get(i);
        line.append(Double.isNaN(value) ? "," : String.format(Locale.ROOT, ",%.6g", value));
      }
      lines.add(line.toString());
    }
    try {
      AtomicFile.of(csv).write(String.join("\n", lines) + "\n");
      writePlot();
    } catch (IOException e) {
      throw new VuGenException("The loss curve cannot be written to " + csv.getParent(), e);
    }
  }

  private void writePlot() throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(540)
            .title(title)
            .xAxisTitle("step")
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setYAxisLogarithmic(allPositive());
    series.forEach(
        (name, values) -> chart.addSeries(name, steps, values).setMarker(SeriesMarkers.NONE));
    AtomicFile.of(plot).write(BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG));
  }

  private boolean allPositive() {
    return series.values().stream().flatMap(List::stream).noneMatch(v -> v <= 0);
  }

  private void load(long resumeAt) {
    try {
      List<String> lines = Files.readAllLines(csv);
      String[] names = lines.get(0).split(",", -1);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        if (cells.length != names.length || Long.parseLong(cells[0]) > resumeAt) {
          continue;
        }
        Map<String, Double> losses = new LinkedHashMap<>();
        for (int i = 1; i < names.length; i++) {
          if (!cells[i].isEmpty()) {
            losses.put(names[i], Double.valueOf(cells[i]));
          }
        }
        add(Long.parseLong(cells[0]), losses);
      }
    } catch (IOException e) {
      throw new VuGenException("The loss curve cannot be read: " + csv, e);
    }
  }
}
