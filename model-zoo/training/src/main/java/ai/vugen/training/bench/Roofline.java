package ai.vugen.training.bench;

import ai.vugen.device.Precision;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * ModelParts under the limits of a machine (Williams et al., "Roofline", 2009): below the slope
 * they wait for memory, below the flat roofs, one a precision, for arithmetic. A network has one
 * colour, a precision one shape.
 *
 * @param peak the limits
 */
record Roofline(MachinePeak peak, List<Point> points) {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 720;
  private static final int MARKER = 12;

  /** Colours of networks that are told apart by the colour-blind too (Okabe and Ito, 2008). */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x0072B2),
          new Color(0xD55E00));

  Roofline {
    points = List.copyOf(points);
  }

  /**
   * One network.
   *
   * @param network for the legend
   * @param precision in which it computes
   * @param intensity floating-point operations a byte of weights, each read once
   * @param gflops billions of operations a second
   */
  record Point(String network, Precision precision, double intensity, double gflops) {}

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
            .title(
                "%.0f GFLOP/s in float32, %.0f in 8 bits, %.0f GB/s"
                    .formatted(peak.gflops(), peak.gops(), peak.gigabytes()))
            .xAxisTitle("operations a byte of weights")
            .yAxisTitle("billions of operations a second")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical).setMarkerSize(MARKER);
    setLimits(chart);
    addRoof(chart, "float32 at best", peak.gflops(), SeriesLines.SOLID);
    addRoof(chart, "8 bits at best", peak.gops(), SeriesLines.DASH_DASH);
    for (Point point : points) {
      String title = point.network() + ": " + point.precision();
      chart
          .addSeries(title, new double[] {point.intensity()}, new double[] {point.gflops()})
          .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
          .setMarkerColor(colour(point.network()))
          .setMarker(
              point.precision() == Precision.FLOAT32
                  ? SeriesMarkers.CIRCLE
                  : SeriesMarkers.DIAMOND);
    }
    return chart;
  }

  private Color colour(String network) {
    List<String> networks = points.stream().map(Point::network).distinct().toList();
    return COLOURS.get(networks.indexOf(network) % COLOURS.size());
  }

  /** Whole powers of ten, which have labels. */
  private void setLimits(XYChart chart) {
    double[] xs = ends(points.stream().mapToDouble(Point::intensity), peak.gops());
    double[] ys = ends(points.stream().mapToDouble(Point::gflops), peak.gops());
    chart.getStyler().setXAxisMin(xs[0]).setXAxisMax(xs[1]);
    chart.getStyler().setYAxisMin(ys[0]).setYAxisMax(ys[1]);
  }

  private static double[] ends(DoubleStream values, double another) {
    double[] all = DoubleStream.concat(values, DoubleStream.of(another)).sorted().toArray();
    return new double[] {
      Math.pow(10, Math.floor(Math.log10(all[0]))),
      Math.pow(10, Math.ceil(Math.log10(all[all.length - 1])))
    };
  }

  /** From the least intensity of the chart over the ridge to the largest. */
  private void addRoof(XYChart chart, String title, double most, BasicStroke line) {
    double[] limits = ends(points.stream().mapToDouble(Point::intensity), peak.gops());
    double[] xs = {limits[0], most / peak.gigabytes(), limits[1]};
    double[] ys = DoubleStream.of(xs).map(x -> Math.min(most, x * peak.gigabytes())).toArray();
    chart
        .addSeries(title, xs, ys)
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(line)
        .setLineColor(Color.DARK_GRAY);
  }
}
