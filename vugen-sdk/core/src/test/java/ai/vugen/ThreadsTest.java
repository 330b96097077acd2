package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadsTest {
  /** The threads of a process are chosen once, so each number needs a process of its own. */
  @Test
  void theNumberOfThreadsDoesNotShow(@TempDir Path temporary) throws Exception {
    Path model = TinyVuGen.model(temporary);
    Pixels one = draw(model, 1, temporary);
    Pixels three = draw(model, 3, temporary);
    assertThat(DeterminismTest.distance(three, one)).isLessThanOrEqualTo(1);
  }

  private static Pixels draw(Path model, int threads, Path folder)
      throws IOException, InterruptedException {
    Path image = folder.resolve(threads + ".png");
    Path output = folder.resolve(threads + ".txt");
    Process jvm =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ThreadsProbe.class.getName(),
                    model.toString(),
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
