package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  private static final String RESULT = "result [1.0, 2.0, 3.0, 4.0]";

  /**
   * ONNX Runtime writes an identifier, a data base and a log when its environment is made, and
   * sends its first report some ten seconds later. A proxy that only listens notices every attempt,
   * whether or not there is a network; a child that uses ONNX Runtime plainly shows that it does.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void reportsToNobodyAndWritesNothingAtHome(@TempDir Path folder) throws Exception {
    try (ServerSocket plainTrap = trap();
        ServerSocket trap = trap()) {
      ChildJvm plain = new ChildJvm(folder.resolve("plain")).proxy(plainTrap.getLocalPort());
      ChildJvm sdk = new ChildJvm(folder.resolve("sdk")).proxy(trap.getLocalPort());
      Process sdkProcess = sdk.start("wait");
      String printed = ChildJvm.awaitReady(sdkProcess);
      assertThat(printed).contains("ready", RESULT, "telemetry OFF");
      Process plainProcess = plain.start("plain-wait"); // later, so its report is the later one

      plainTrap.setSoTimeout(60_000);
      plainTrap.accept().close();
      assertThat(ChildJvm.tree(plain.home())).isNotEmpty();
      plainProcess.destroyForcibly().waitFor();

      trap.setSoTimeout(1_500);
      assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
      ChildJvm.finish(sdkProcess);
      assertThat(ChildJvm.tree(sdk.home())).isEmpty();
      assertThat(ChildJvm.tree(sdk.temp())).isEmpty();
    }
  }

  private static ServerSocket trap() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Test
  void printsNothingAndUnpacksItsLibrariesOnce(@TempDir Path folder) throws Exception {
    ChildJvm child = new ChildJvm(folder);
    String printed = child.run("infer");
    assertThat(printed).startsWith(RESULT + System.lineSeparator() + "failed as it should");
    assertThat(printed).contains("Telemetry     off").doesNotContain("WARN", "[E:onnx");
    List<String> unpacked = ChildJvm.tree(child.cache());
    assertThat(unpacked)
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(
            path -> path.matches("native(/onnxruntime-1\\..*|/\\.onnxruntime-1\\..*\\.lock)?"));
    Path library = libraries(printed).resolve(System.mapLibraryName("onnxruntime4j_jni"));
    FileTime written = Files.getLastModifiedTime(library);

    assertThat(child.run("infer")).contains(RESULT);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
    assertThat(ChildJvm.tree(child.cache())).isEqualTo(unpacked);

    Files.write(library, new byte[100]);
    assertThat(child.run("infer")).contains(RESULT, "libraries " + library.getParent());
    assertThat(Files.size(library)).isGreaterThan(100);
    assertThat(ChildJvm.tree(child.cache())).isEqualTo(unpacked);
    assertThat(ChildJvm.tree(child.temp())).isEmpty();
  }

  @Test
  void manyProcessesMayUnpackAtOnce(@TempDir Path folder) throws Exception {
    Path shared = folder.resolve("shared");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ChildJvm child = new ChildJvm(folder.resolve("child" + i));
      processes.add(child.variable("VUGEN_HOME", shared.toString()).start("infer"));
    }
    for (Process process : processes) {
      assertThat(ChildJvm.finish(process)).contains(RESULT, "libraries " + shared);
    }
    assertThat(ChildJvm.tree(shared.resolve("native")))
        .filteredOn(path -> !path.contains("/") && !path.endsWith(".lock"))
        .singleElement()
        .asString()
        .startsWith("onnxruntime-1.");
  }

  @Test
  void worksWithoutACacheFolder(@TempDir Path folder) throws Exception {
    ChildJvm child = new ChildJvm(folder);
    Files.writeString(child.cache(), "a file where a folder should be");
    assertThat(child.run("infer")).contains(RESULT, "libraries null", ", not writable");
    assertThat(ChildJvm.tree(child.home())).isEmpty();
  }

  @Test
  void usesTheLibrariesThatTheUserNames(@TempDir Path folder) throws Exception {
    Path named = libraries(new ChildJvm(folder.resolve("first")).run("infer"));
    ChildJvm second = new ChildJvm(folder.resolve("second"));
    second.property("onnxruntime.native.path", named.toString());
    assertThat(second.run("infer")).contains(RESULT, "libraries " + named);
    assertThat(ChildJvm.tree(second.cache())).noneMatch(path -> path.contains("onnxruntime"));
  }

  @Test
  void joinsAnEnvironmentThatOtherCodeStarted(@TempDir Path folder) throws Exception {
    ChildJvm child = new ChildJvm(folder).variable("ORT_DISABLE_TELEMETRY", "1");
    assertThat(child.run("after-others")).contains("plain [a, b]", RESULT, "telemetry OFF");
    ChildJvm careless = new ChildJvm(folder.resolve("careless"));
    assertThat(careless.run("after-others")).contains(RESULT, "telemetry STARTED_BY_OTHERS");
  }

  @Test
  void worksInTwoClassLoaders(@TempDir Path folder) throws Exception {
    ChildJvm child = new ChildJvm(folder);
    String printed = child.run("two-class-loaders");
    assertThat(printed.split(Pattern.quote(RESULT), -1)).hasSize(3);
    assertThat(printed).contains("libraries null", "libraries " + child.cache());
  }

  @Test
  void theProcessMayExitDuringRuns(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(new ChildJvm(folder).run("exit-during-runs")).isEqualToIgnoringNewLines("exiting");
    }
  }

  @Test
  void threadsCanBeChosenOnlyBeforeTheStart() {
    ThreadPool threads = Engine.get().threads();
    assertThat(threads.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    Engine.configure(threads);
    assertThatThrownBy(() -> Engine.configure(new ThreadPool(7, ThreadPool.Idle.SLEEP)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("before the first session");
    assertThat(Engine.get().threads()).isEqualTo(threads);
    assertThatThrownBy(() -> new ThreadPool(0, ThreadPool.Idle.SPIN))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void describesTheSystem() {
    SystemReport report = SystemReport.collect();
    assertThat(report.failure()).isNull();
    assertThat(report.version()).startsWith("1.").isEqualTo(UnpackedLibraries.version());
    assertThat(report.providers()).contains("CPUExecutionProvider");
    assertThat(report.memory()).isGreaterThan(1L << 28);
    assertThat(report.text())
        .contains("ONNX Runtime  " + report.version(), "Telemetry     off", report.platform())
        .doesNotContain("Problem");
  }

  private static Path libraries(String printed) {
    return printed
        .lines()
        .filter(line -> line.startsWith("libraries "))
        .map(line -> Path.of(line.substring("libraries ".length())))
        .findFirst()
        .orElseThrow();
  }
}
