package ai.vugen.runtime;

import ai.vugen.error.VuGenException;
import ai.vugen.file.CacheFolder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What matters about this machine and process when something does not work, or is slow.
 *
 * @param system name and version of the operating system
 * @param platform operating system and processor as the native libraries name them
 * @param cLibrary the C library; the native libraries need glibc on Linux
 * @param java version and vendor of the JVM
 * @param processor name and kind of the processor
 * @param processors how many processors the JVM may use
 * @param memory bytes of memory in the machine, or in the container around it
 * @param heapLimit bytes that the Java heap may grow to
 * @param version the version of ONNX Runtime
 * @param providers ONNX Runtime's execution providers; empty when it cannot be started
 * @param libraries where its native libraries lie; null when ONNX Runtime unpacks them itself
 * @param threads the threads that sessions compute with
 * @param telemetry whether ONNX Runtime reports its use to its maker
 * @param cache the folder that the SDK keeps files in
 * @param cacheWritable whether files can be stored there
 * @param failure why ONNX Runtime cannot be started; null when it can
 */
public record SystemReport(
    String system,
    String platform,
    String cLibrary,
    String java,
    String processor,
    int processors,
    long memory,
    long heapLimit,
    String version,
    List<String> providers,
    @Nullable Path libraries,
    ThreadPool threads,
    Telemetry telemetry,
    Path cache,
    boolean cacheWritable,
    @Nullable String failure) {

  public SystemReport {
    providers = List.copyOf(providers);
  }

  /** Looks around, which starts ONNX Runtime; a failure to start is reported, not thrown. */
  public static SystemReport collect() {
    try {
      Engine engine = Engine.get();
      return of(
          engine.version(),
          engine.providers(),
          engine.libraries(),
          engine.threads(),
          engine.telemetry(),
          null);
    } catch (VuGenException e) {
      return of(
          UnpackedLibraries.version(),
          List.of(),
          null,
          Engine.configured(),
          Telemetry.OFF,
          e.getMessage());
    }
  }

  private static SystemReport of(
      String version,
      List<String> providers,
      @Nullable Path libraries,
      ThreadPool threads,
      Telemetry telemetry,
      @Nullable String failure) {
    return new SystemReport(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        HostPlatform.name(),
        HostPlatform.cLibrary(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        HostPlatform.processor(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        version,
        providers,
        libraries,
        threads,
        telemetry,
        CacheFolder.root(),
        isWritable(CacheFolder.root()),
        failure);
  }

  /**
   * Checks that a folder is writable; one that does not exist yet is as writable as the nearest one
   * above it.
   */
  private static boolean isWritable(Path folder) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
  }

  /** Returns the report as lines of text, one fact each. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "System", system + ", " + platform + ", " + cLibrary);
    line(text, "Java", java);
    line(text, "Processors", processors + ", " + processor);
    line(text, "Memory", gigabytes(memory) + ", Java heap up to " + gigabytes(heapLimit));
    line(text, "ONNX Runtime", version + (failure == null ? "" : ", not usable"));
    line(text, "Providers", providers.isEmpty() ? "none" : String.join(", ", providers));
    line(text, "Libraries", libraries == null ? "unpacked at every start" : libraries.toString());
    line(
        text,
        "Threads",
        threads.threads() + ", idle: " + threads.idle().name().toLowerCase(Locale.ROOT));
    line(text, "Telemetry", telemetry == Telemetry.OFF ? "off" : "on, started by other code");
    line(text, "Cache", cache + (cacheWritable ? "" : ", not writable"));
    if (failure != null) {
      line(text, "Problem", failure);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-13s %s%n".formatted(name, value));
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
