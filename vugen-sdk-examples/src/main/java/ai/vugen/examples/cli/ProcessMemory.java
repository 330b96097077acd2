package ai.vugen.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What this process has in memory, in MiB, as Linux counts it; elsewhere the Java heap.
 *
 * @param now all of it
 * @param files what of it are pages of mapped files, which the system may drop and read again
 * @param most the most so far
 */
record ProcessMemory(double now, double files, double most) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB_PER_MIB = 1024;

  static ProcessMemory read() {
    Map<String, Double> mib = new HashMap<>();
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.endsWith(" kB")) {
          String name = line.substring(0, line.indexOf(':'));
          mib.put(name, Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB);
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    double heap = Runtime.getRuntime().totalMemory() / (KIB_PER_MIB * KIB_PER_MIB);
    double now = mib.getOrDefault("VmRSS", heap);
    return new ProcessMemory(now, mib.getOrDefault("RssFile", 0.0), mib.getOrDefault("VmHWM", now));
  }

  /** Returns one line for a report. */
  String text() {
    return String.format(
        Locale.ROOT,
        "Process       %.0f MiB, of which %.0f pages of files; %.0f at most so far",
        now,
        files,
        most);
  }
}
