package ai.vugen.runtime;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM of its own that runs {@link EngineProbe} with an empty home, temp and cache folder, and
 * with ONNX Runtime's telemetry not switched off by the environment.
 */
final class ChildJvm {
  /** Where one of these is set, ONNX Runtime takes the machine for a build server and is silent. */
  private static final List<String> BUILD_SERVERS =
      List.of(
          "CI",
          "TF_BUILD",
          "GITHUB_ACTIONS",
          "GITLAB_CI",
          "CIRCLECI",
          "TRAVIS",
          "JENKINS_URL",
          "CODEBUILD_BUILD_ID",
          "BUILDKITE",
          "TEAMCITY_VERSION",
          "APPVEYOR",
          "BITBUCKET_BUILD_NUMBER");

  private final Path folder;
  private final List<String> properties = new ArrayList<>();
  private final Map<String, String> variables;
  private final ProcessBuilder builder = new ProcessBuilder();

  ChildJvm(Path folder) throws IOException {
    this.folder = folder;
    this.variables = builder.environment();
    variables.keySet().removeAll(List.of("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"));
    variables.keySet().removeAll(BUILD_SERVERS);
    variables.put("HOME", Files.createDirectories(home()).toString());
    variables.put("TMPDIR", Files.createDirectories(temp()).toString());
    variables.put("VUGEN_HOME", cache().toString());
    proxy(9);
    property("user.home", home().toString());
    property("java.io.tmpdir", temp().toString());
  }

  Path home() {
    return folder.resolve("home");
  }

  Path temp() {
    return folder.resolve("temp");
  }

  Path cache() {
    return folder.resolve("cache");
  }

  ChildJvm property(String name, String value) {
    properties.add("-D" + name + "=" + value);
    return this;
  }

  ChildJvm variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Sends connections to a port of this machine, whatever host they are meant for. */
  ChildJvm proxy(int port) {
    for (String name : List.of("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy")) {
      variables.put(name, "http://127.0.0.1:" + port);
    }
    variables.keySet().removeAll(List.of("no_proxy", "NO_PROXY"));
    return this;
  }

  Process start(String probe) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    if (Runtime.version().feature() >= 23) {
      // Newer JVMs print warnings about native access, and about Unsafe, which protobuf uses.
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EngineProbe.class.getName(), probe));
    return builder.command(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  /** Runs a probe to its end and returns all that it printed. */
  String run(String probe) throws IOException, InterruptedException {
    Process process = start(probe);
    return finish(process);
  }

  /** Returns what a probe has printed when it is ready and waits. */
  static String awaitReady(Process process) throws IOException {
    StringBuilder printed = new StringBuilder();
    String line = "";
    while (!line.equals("ready")) {
      line = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (line == null) {
        throw new AssertionError("The child is not ready; it printed:\n" + printed);
      }
      printed.append(line).append(System.lineSeparator());
    }
    return printed.toString();
  }

  /** Lets a waiting probe end and returns all that it printed. */
  static String finish(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The child does not end; it printed:\n" + rest(process));
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("The child failed; it printed:\n" + rest(process));
    }
    return rest(process);
  }

  private static String rest(Process process) throws IOException {
    StringWriter rest = new StringWriter();
    process.inputReader(StandardCharsets.UTF_8).transferTo(rest);
    return rest.toString();
  }

  /** Returns the files and folders below one, relative to it. */
  static List<String> tree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> !path.equals(root))
          .map(path -> root.relativize(path).toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }
}
