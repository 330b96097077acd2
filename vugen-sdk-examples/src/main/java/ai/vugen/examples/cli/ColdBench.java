package ai.vugen.examples.cli;

import ai.vugen.error.VuGenException;
import ai.vugen.file.CacheFolder;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the command {@code generate} in new processes, from before the process is started until
 * its image is on the disk. They run with this JVM's options.
 *
 * @param options options of generate
 */
record ColdBench(List<String> options) {
  private static final String PROMPT = "a red car";

  /** Measures starts, after one that is not measured: it may have files to unpack. */
  Timings measure(Rounds rounds) {
    Path folder = temporaryFolder();
    try {
      return rounds.measure(timings -> start(folder, timings));
    } finally {
      delete(folder);
    }
  }

  private void start(Path folder, Timings timings) {
    Instant begin = Instant.now();
    Map<String, Long> stamps = start(folder);
    long from = begin.getEpochSecond() * 1_000_000 + begin.getNano() / 1_000;
    timings.add("process start to image on disk", millis(stamps, "saved", from));
    timings.add("  until the program's main", millis(stamps, "main", from));
    timings.add("  opening the model", millis(stamps, "opened", stamp(stamps, "main")));
    timings.add("  first image", millis(stamps, "drawn", stamp(stamps, "opened")));
    timings.add("  PNG file", millis(stamps, "saved", stamp(stamps, "drawn")));
  }

  private static double millis(Map<String, Long> stamps, String until, long from) {
    return (stamp(stamps, until) - from) / 1_000.0;
  }

  private static long stamp(Map<String, Long> stamps, String what) {
    Long micros = stamps.get(what);
    if (micros == null) {
      throw new VuGenException("The measured process did not say when it was at: " + what);
    }
    return micros;
  }

  private Map<String, Long> start(Path folder) {
    Path errors = folder.resolve("errors");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Dvugen.home=" + CacheFolder.root());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(VuGenCommand.class.getName(), "generate", PROMPT, "--timestamps"));
    command.addAll(options);
    command.addAll(List.of("--out", folder.resolve("image.png").toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(errors.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new VuGenException("A measured process failed: " + Files.readString(errors));
      }
      return stamps(Files.readAllLines(errors, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new VuGenException("A process cannot be measured: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VuGenException("Interrupted while measuring.", e);
    }
  }

  private static Map<String, Long> stamps(List<String> lines) {
    Map<String, Long> stamps = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length == 2 && words[1].matches("[0-9]{10,18}")) {
        stamps.put(words[0], Long.valueOf(words[1]));
      }
    }
    return stamps;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("vugen-bench");
    } catch (IOException e) {
      throw new VuGenException("There is no room for temporary files: " + e, e);
    }
  }

  private static void delete(Path folder) {
    File[] files = folder.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    folder.toFile().delete();
  }
}
