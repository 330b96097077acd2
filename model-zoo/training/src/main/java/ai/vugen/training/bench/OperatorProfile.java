package ai.vugen.training.bench;

import ai.vugen.error.VuGenException;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a network goes, operator by operator, from ONNX Runtime's trace of its nodes.
 *
 * @param shares by the name of the operator, the longest first
 */
record OperatorProfile(Map<String, Share> shares) {
  private static final String ROW = "| %-24s | %6s | %9s | %6s |";

  /**
   * The nodes of one operator.
   *
   * @param nodes how many there are in the network
   * @param millis of all of them in a run; of each node the median of all runs
   */
  record Share(int nodes, double millis) {
    Share and(double more) {
      return new Share(nodes + 1, millis + more);
    }
  }

  /**
   * Reads a trace.
   *
   * @throws VuGenException if it cannot be read
   */
  static OperatorProfile read(Path trace) {
    Map<String, List<Double>> durations = new LinkedHashMap<>(); // by node
    Map<String, String> operators = new LinkedHashMap<>(); // by node
    try (Reader reader = Files.newBufferedReader(trace)) {
      for (JsonElement element : JsonParser.parseReader(reader).getAsJsonArray()) {
        JsonObject event = element.getAsJsonObject();
        String node = event.get("name").getAsString();
        if (event.get("cat").getAsString().equals("Node") && node.endsWith("_kernel_time")) {
          operators.put(node, event.getAsJsonObject("args").get("op_name").getAsString());
          durations
              .computeIfAbsent(node, key -> new ArrayList<>())
              .add(event.get("dur").getAsDouble() / 1000);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new VuGenException("The trace " + trace + " cannot be read: " + e.getMessage(), e);
    }
    Map<String, Share> shares = new LinkedHashMap<>();
    durations.forEach(
        (node, all) -> {
          Collections.sort(all);
          shares.merge(
              operators.get(node),
              new Share(1, all.get(all.size() / 2)),
              (some, one) -> some.and(one.millis()));
        });
    return new OperatorProfile(sorted(shares));
  }

  private static Map<String, Share> sorted(Map<String, Share> shares) {
    Map<String, Share> sorted = new LinkedHashMap<>();
    shares.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble(Share::millis).reversed()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(sorted);
  }

  /** Returns the shares as a Markdown table. */
  String table(String title) {
    double sum = shares.values().stream().mapToDouble(Share::millis).sum();
    StringBuilder table = new StringBuilder(line(title, "nodes", "ms a run", "%"));
    table.append(line("---", "---:", "---:", "---:"));
    shares.forEach(
        (operator, share) ->
            table.append(
                line(
                    operator,
                    share.nodes(),
                    String.format(Locale.ROOT, "%.3f", share.millis()),
                    String.format(Locale.ROOT, "%.1f", 100 * share.millis() / sum))));
    return table.toString();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells) + System.lineSeparator();
  }
}
