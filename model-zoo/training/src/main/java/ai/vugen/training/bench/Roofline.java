package ai.vugen.training.bench;

import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Networks under the two limits of a machine (Williams et al., "Roofline", 2009): below the slope
 * they wait for memory, below the flat roof for arithmetic.
 *
 * @param peak the limits, those of float32
 */
record Roofline(MachinePeak peak, List<Point> points) {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;

  Roofline {
    points = List.copyOf(points);
  }

  /**
   * One network.
   *
   * @param title for the legend
   * @param intensity floating-point operations a byte of weights, each read once
   * @param gflops billions of operations a second
   */
  record Point(String title, double intensity, double gflops) {}

  /** Draws it as PNG, in place of an older one. */
  void write(Path file) {
    Pixels pixels = Pixels.from(BitmapEncoder.getBufferedImage(chart()));
    PngWriter.write(pixels, PngMetadata.NONE, file);
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("%.0f GFLOP/s, %.0f GB/s".formatted(peak.gflops(), peak.gigabytes()))
            .xAxisTitle("operations a byte of weights")
            .yAxisTitle("GFLOP/s")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    double[] xs = roofXs();
    double[] ys =
        DoubleStream.of(xs).map(x -> Math.min(peak.gflops(), x * peak.gigabytes())).toArray();
    chart.addSeries("float32 at best", xs, ys).setMarker(SeriesMarkers.NONE);
    for (Point point : points) {
      chart
          .addSeries(point.title(), new double[] {point.intensity()}, new double[] {point.gflops()})
          .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }
    return chart;
  }

  /** Twice as far as the points on both sides, with the ridge where the limits meet. */
  private double[] roofXs() {
    double ridge = peak.gflops() / peak.gigabytes();
    List<Double> xs = new ArrayList<>(List.of(ridge));
    double least = points.stream().mapToDouble(Point::intensity).min().orElse(ridge);
    double most = points.stream().mapToDouble(Point::intensity).max().orElse(ridge);
    xs.add(Math.min(least, ridge) / 2);
    xs.add(Math.max(most, ridge) * 2);
    return xs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
