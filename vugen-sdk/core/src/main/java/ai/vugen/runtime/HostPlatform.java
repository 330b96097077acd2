package ai.vugen.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What native libraries and messages need to know of this machine. */
public final class HostPlatform {
  private HostPlatform() {}

  /** Returns the name that the ONNX Runtime jar gives this platform, such as {@code linux-x64}. */
  static String name() {
    String family = isMac() ? "osx" : isWindows() ? "win" : "linux";
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return family + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }

  private static boolean isMac() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
  }

  static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Returns the C library that this process runs on. */
  static String cLibrary() {
    if (isMac()) {
      return "libSystem";
    }
    if (isWindows()) {
      return "ucrt";
    }
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.anyMatch(line -> line.contains("/ld-musl-")) ? "musl" : "glibc";
    } catch (IOException e) {
      return "unknown";
    }
  }

  /**
   * Returns the names of the instructions that the processor has, or null where the system does not
   * tell them.
   */
  static @Nullable String instructions() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst()
          .orElse(null);
    } catch (IOException | UncheckedIOException e) {
      return null; // not Linux
    }
  }

  /**
   * Returns the processor's name with the numbers of its kind, such as {@code AMD EPYC (family 25,
   * model 1)}, as far as the system tells them.
   */
  public static String processor() {
    Map<String, String> facts = new HashMap<>();
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      lines
          .map(line -> line.split("\\s*:\\s*", 2))
          .filter(words -> words.length == 2)
          .forEach(words -> facts.putIfAbsent(words[0], words[1]));
    } catch (IOException | UncheckedIOException e) {
      facts.clear(); // not Linux
    }
    if (facts.containsKey("model name")) {
      return "%s (family %s, model %s)"
          .formatted(facts.get("model name"), facts.get("cpu family"), facts.get("model"));
    }
    if (facts.containsKey("CPU part")) {
      return "%s (implementer %s, part %s)"
          .formatted(
              System.getProperty("os.arch"), facts.get("CPU implementer"), facts.get("CPU part"));
    }
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows == null ? name() : windows;
  }

  /** Returns what most often keeps the libraries from loading on such a machine. */
  static String loadingHint() {
    if (cLibrary().equals("musl")) {
      return "Its libraries need glibc, and this system (Alpine, for instance) has musl; use a"
          + " Debian- or Ubuntu-based image.";
    }
    if (isWindows()) {
      return "Install the current Microsoft Visual C++ Redistributable (x64), and use a JDK that"
          + " does not bring an older one of its own.";
    }
    return "It has libraries for Linux (x64, aarch64; glibc), Windows (x64) and macOS (aarch64),"
        + " and they must be unpacked to a folder that allows execution.";
  }
}
