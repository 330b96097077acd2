package ai.vugen.training.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the sides of a comparison took.
 *
 * @param title what was run
 * @param operations floating-point operations of a run
 * @param millis of each side, of each run, sorted; ONNX Runtime first
 */
record Comparison(String title, long operations, List<List<Double>> millis) {
  /** Runs of each side before the first that counts. */
  private static final int WARM_UP = 2;

  private static final String ROW = "| %-58s | %9s | %22s | %22s | %22s | %7s |";

  Comparison {
    millis = List.copyOf(millis);
  }

  /** Runs the sides in turns, so that what else the machine does meets all of them. */
  static Comparison measure(String title, long operations, List<Side> sides, int runs) {
    List<List<Double>> millis = new ArrayList<>();
    sides.forEach(side -> millis.add(new ArrayList<>()));
    for (int run = -WARM_UP; run < runs; run++) {
      for (int i = 0; i < sides.size(); i++) {
        long begin = System.nanoTime();
        sides.get(i).run();
        double took = (System.nanoTime() - begin) / 1e6;
        if (run >= 0) {
          millis.get(i).add(took);
        }
      }
    }
    millis.forEach(Collections::sort);
    return new Comparison(title, operations, millis);
  }

  /** The first lines of a Markdown table. */
  static String head() {
    return line(
            "median (least to most), ms",
            "GFLOP",
            "exact",
            "libtorch fp32",
            "libtorch bf16",
            "ratio")
        + System.lineSeparator()
        + line("---", "---:", "---:", "---:", "---:", "---:");
  }

  /** One line of the table; the ratio is that of the faster libtorch to ONNX Runtime. */
  String row() {
    double best = Math.min(median(1), median(2));
    return line(
        title,
        number(operations / 1e9),
        times(0),
        times(1),
        times(2),
        String.format(Locale.ROOT, "%.2f", best / median(0)));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells);
  }

  private String times(int side) {
    List<Double> sorted = millis.get(side);
    return "%s (%s to %s)"
        .formatted(
            number(median(side)), number(sorted.get(0)), number(sorted.get(sorted.size() - 1)));
  }

  private double median(int side) {
    List<Double> sorted = millis.get(side);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Three significant digits. */
  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
