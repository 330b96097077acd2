package ai.vugen.examples.cli;

import ai.vugen.evaluation.Moments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Durations of several runs by what was measured, in the order of the first run. */
final class Timings {
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  void add(String what, double milliseconds) {
    millis.computeIfAbsent(what, key -> new ArrayList<>()).add(milliseconds);
  }

  /** Returns a table with median, smallest, largest and number of each, in milliseconds. */
  String table(String title) {
    StringBuilder table = new StringBuilder();
    table.append(line("%-44s %9s %9s %9s %5s", title, "median", "min", "max", "runs"));
    millis.forEach(
        (what, values) ->
            table.append(
                line(
                    "  %-42s %9.1f %9.1f %9.1f %5d",
                    what,
                    Moments.median(values),
                    Collections.min(values),
                    Collections.max(values),
                    values.size())));
    return table.toString();
  }

  /** Returns the median of what was measured under a name, in milliseconds. */
  double median(String what) {
    return Moments.median(millis.getOrDefault(what, List.of(Double.NaN)));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing() + System.lineSeparator();
  }
}
