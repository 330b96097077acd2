package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
  /** The threads of a process are chosen once, so each number needs a process of its own. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void theNumberOfThreadsDoesNotShow(Precision precision, @TempDir Path temporary)
      throws Exception {
    Path model = TinyVuGen.model(temporary);
    Pixels one = draw(model, precision, "1", temporary);
    Pixels three = draw(model, precision, "3", temporary);
    assertThat(DeterminismTest.distance(three, one)).isLessThanOrEqualTo(1);
  }

  @Test
  void aBuilderChangesNothingBeforeItBuilds(@TempDir Path temporary) {
    Path model = TinyVuGen.model(temporary);
    try (VuGen first = VuGen.builder().model(model).build()) {
      first.warmUp(); // from here on the engine's threads are fixed
      int others = Engine.get().threads().threads() + 1;
      VuGenBuilder more = VuGen.builder().model(model).threads(others);
      VuGenBuilder sleeping = VuGen.builder().model(model).sleepWhenIdle();
      try (VuGen second = VuGen.builder().model(model).build()) {
        assertThat(second.generate(TinyVuGen.REQUEST)).hasSize(1);
      }
      for (VuGenBuilder builder : List.of(more, sleeping)) {
        assertThatThrownBy(builder::build)
            .isInstanceOf(InvalidRequestException.class)
            .hasMessageContaining("The engine runs with");
      }
      assertThat(Engine.get().threads().threads()).isEqualTo(others - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEngineGetsTheThreadsOfTheFirstModelBuilt(boolean sleeps, @TempDir Path temporary)
      throws Exception {
    Path model = TinyVuGen.model(temporary);
    assertThat(draw(model, Precision.FLOAT32, sleeps ? "2 sleep" : "2", temporary)).isNotNull();
    assertThat(Files.readString(temporary.resolve("threads.txt")))
        .isEqualTo("ThreadPool[threads=2, idle=" + (sleeps ? "SLEEP]" : "SPIN]"));
  }

  private static Pixels draw(Path model, Precision precision, String threads, Path folder)
      throws IOException, InterruptedException {
    Path image = folder.resolve(threads + ".png");
    Path output = folder.resolve(threads + ".txt");
    Process jvm =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Dvugen.home=" + folder.resolve("home"),
                    ThreadsProbe.class.getName(),
                    model.toString(),
                    precision.name(),
                    threads,
                    image.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(jvm.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      jvm.destroyForcibly();
    }
    return PixelsReader.read(image);
  }
}
