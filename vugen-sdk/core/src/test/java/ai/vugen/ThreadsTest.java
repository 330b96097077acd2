package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.device.Precision;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadsTest {
  /** The threads of a process are chosen once, so each number needs a process of its own. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void theNumberOfThreadsDoesNotShow(Precision precision, @TempDir Path temporary)
      throws Exception {
    Path model = TinyVuGen.model(temporary);
    Pixels one = draw(model, precision, 1, temporary);
    Pixels three = draw(model, precision, 3, temporary);
    assertThat(DeterminismTest.distance(three, one)).isLessThanOrEqualTo(1);
  }

  private static Pixels draw(Path model, Precision precision, int threads, Path folder)
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
                    Integer.toString(threads),
                    image.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(jvm.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).as(java.nio.file.Files.readString(output)).isZero();
    } finally {
      jvm.destroyForcibly();
    }
    return PixelsReader.read(image);
  }
}
