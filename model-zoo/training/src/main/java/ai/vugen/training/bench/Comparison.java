package ai.vugen.training.bench;

import ai.vugen.device.Precision;
import ai.vugen.evaluation.Moments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the sides of a comparison took.
 *
 * @param title what was run
 * @param operations floating-point operations of a run
 * @param millis of each run, sorted, by the title of the side
 */
record Comparison(String title, long operations, Map<String, List<Double>> millis) {
  /** Runs of each side before the first that counts. */
  private static final int WARM_UP = 2;

  private static final List<String> SDK = List.of("float32", "int8");
  private static final List<String> PEERS = List.of("libtorch fp32", "libtorch bf16");
  private static final String ROW =
      "| %-50s | %9s | %22s | %22s | %22s | %22s | %5s | %5s | %6s | %9s |";

  /** Runs the sides in turns, so that what else the machine does meets all of them. */
  static Comparison measure(String title, long operations, List<Side> sides, int runs) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (int run = -WARM_UP; run < runs; run++) {
      for (Side side : sides) {
        long begin = System.nanoTime();
        side.run();
        double took = (System.nanoTime() - begin) / 1e6;
        if (run >= 0) {
          millis.computeIfAbsent(side.title(), key -> new ArrayList<>()).add(took);
        }
      }
    }
    millis.values().forEach(Collections::sort);
    return new Comparison(title, operations, millis);
  }

  /** Returns the first lines of a Markdown table. */
  static String head() {
    return line(
            "median (least to most), ms",
            "GFLOP",
            SDK.get(0),
            SDK.get(1),
            PEERS.get(0),
            PEERS.get(1),
            "ratio",
            "int8",
            "peak",
            "int8 peak")
        + System.lineSeparator()
        + line("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
  }

  /**
   * Returns one line of the table: the ratios are those of the faster libtorch to FLOAT32 and to
   * INT8, the last columns which shares of what the machine does at best, in float32 and in 8 bits,
   * FLOAT32 and INT8 reach.
   */
  String row(MachinePeak peak) {
    return line(
        title,
        number(operations / 1e9),
        times(SDK.get(0)),
        times(SDK.get(1)),
        times(PEERS.get(0)),
        times(PEERS.get(1)),
        ratio(SDK.get(0)),
        ratio(SDK.get(1)),
        share(SDK.get(0), peak.gflops()),
        share(SDK.get(1), peak.gops()));
  }

  /**
   * Returns where the SDK stands under a roofline.
   *
   * @param weights number of the network's weights
   */
  List<Roofline.Point> points(long weights) {
    List<Roofline.Point> points = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      String side = SDK.get(precision.ordinal());
      if (millis.containsKey(side)) {
        int bytes = precision == Precision.FLOAT32 ? Float.BYTES : Byte.BYTES;
        double intensity = (double) operations / (weights * bytes);
        points.add(new Roofline.Point(title, precision, intensity, gflops(side)));
      }
    }
    return points;
  }

  /** Billions of operations a second. */
  private double gflops(String side) {
    return operations / 1e6 / Moments.median(Objects.requireNonNull(millis.get(side)));
  }

  private String share(String side, double best) {
    return millis.containsKey(side)
        ? String.format(Locale.ROOT, "%.0f %%", 100 * gflops(side) / best)
        : "–";
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells);
  }

  private String times(String side) {
    List<Double> sorted = millis.get(side);
    return sorted == null
        ? "–"
        : "%s (%s to %s)"
            .formatted(
                number(Moments.median(sorted)),
                number(sorted.get(0)),
                number(sorted.get(sorted.size() - 1)));
  }

  private String ratio(String side) {
    List<Double> own = millis.get(side);
    double best =
        PEERS.stream()
            .filter(millis::containsKey)
            .mapToDouble(peer -> Moments.median(Objects.requireNonNull(millis.get(peer))))
            .min()
            .orElse(Double.NaN);
    return own == null || Double.isNaN(best)
        ? "–"
        : String.format(Locale.ROOT, "%.2f", best / Moments.median(own));
  }

  /** Three significant digits. */
  private static String number(double value) {
    String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
