package ai.vugen.training.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The kind of processor that this machine has.
 *
 * @param title its name, for people
 * @param identity everything known that tells its kind from others
 */
record Processor(String title, String identity) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What libraries choose kernels by, as Linux names it for x86 and for ARM. */
  private static final List<String> FACTS =
      List.of(
          "vendor_id",
          "cpu family",
          "model",
          "model name",
          "stepping",
          "flags", //
          "CPU implementer",
          "CPU part",
          "CPU variant",
          "Features");

  /** Returns the processor of this machine. */
  static Processor current() {
    try {
      return of(Files.readString(CPU_INFO));
    } catch (IOException | UncheckedIOException e) { // not Linux
      String name =
          System.getProperty("os.arch")
              + " "
              + System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
      return new Processor(name.strip(), System.getProperty("os.name") + " " + name);
    }
  }

  /** Returns the processor that a text in the form of Linux' cpuinfo lists first. */
  static Processor of(String cpuInfo) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : cpuInfo.split("\n", -1)) {
      String[] parts = line.split(":", 2);
      if (parts.length == 2 && FACTS.contains(parts[0].strip())) {
        facts.putIfAbsent(parts[0].strip(), parts[1].strip());
      }
    }
    String identity =
        facts.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    String name = facts.getOrDefault("model name", System.getProperty("os.arch"));
    return facts.containsKey("cpu family")
        ? new Processor(
            "%s (family %s, model %s)".formatted(name, facts.get("cpu family"), facts.get("model")),
            identity)
        : new Processor(name, identity);
  }
}
