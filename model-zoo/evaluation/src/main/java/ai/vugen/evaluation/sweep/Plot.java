package ai.vugen.evaluation.sweep;

import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.Color;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines over two axes.
 *
 * @param title above it
 * @param xTitle of the axis to the right
 * @param xScale of that axis
 * @param yTitle of the axis up
 * @param lines at least one
 */
record Plot(String title, String xTitle, AxisScale xScale, String yTitle, List<Line> lines) {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 540;

  /** The share of the axes that the lines take, which leaves room for labels. */
  private static final double CONTENT = 0.88;

  /** How far above its mark a label is, as a share of the axis. */
  private static final double LABEL_DISTANCE = 0.035;

  Plot {
    lines = List.copyOf(lines);
  }

  /** Writes it as PNG, in place of an older one. */
  void write(Path file) {
    Pixels pixels = Pixels.from(BitmapEncoder.getBufferedImage(chart()));
    PngWriter.write(pixels, PngMetadata.NONE, file);
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart.getStyler().setLegendVisible(lines.size() > 1);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotContentSize(CONTENT);
    boolean isSpread = marks().mapToDouble(Mark::x).distinct().count() > 1;
    chart.getStyler().setXAxisLogarithmic(xScale == AxisScale.LOGARITHMIC && isSpread);
    for (Line line : lines) {
      chart.addSeries(line.name(), line.xs(), line.ys()).setMarker(SeriesMarkers.CIRCLE);
    }
    DoubleSummaryStatistics ys = marks().mapToDouble(Mark::y).summaryStatistics();
    double distance = LABEL_DISTANCE * (ys.getMax() - ys.getMin());
    marks()
        .filter(mark -> !mark.label().isEmpty())
        .map(mark -> new AnnotationText(mark.label(), mark.x(), mark.y() + distance, false))
        .forEach(chart::addAnnotation);
    return chart;
  }

  private Stream<Mark> marks() {
    return lines.stream().flatMap(line -> line.marks().stream());
  }

  /** How the numbers of an axis are spread. */
  enum AxisScale {
    LINEAR,
    LOGARITHMIC
  }

  /**
   * A line in a plot.
   *
   * @param name in the legend
   * @param marks the points that it joins, at least one
   */
  record Line(String name, List<Mark> marks) {
    Line {
      marks = List.copyOf(marks);
    }

    List<Double> xs() {
      return marks.stream().map(Mark::x).toList();
    }

    List<Double> ys() {
      return marks.stream().map(Mark::y).toList();
    }
  }

  /**
   * A point in a plot.
   *
   * @param x to the right
   * @param y up
   * @param label what is written above it; empty for nothing
   */
  record Mark(double x, double y, String label) {}
}
