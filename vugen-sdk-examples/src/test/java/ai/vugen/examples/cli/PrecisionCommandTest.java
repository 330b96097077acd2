package ai.vugen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.Provenance;
import ai.vugen.device.Precision;
import ai.vugen.image.PixelsReader;
import ai.vugen.pipeline.TinyModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Precisions from the command line, on a model with random weights. */
class PrecisionCommandTest {
  private final Path folder;
  private final Path model;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  PrecisionCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.model = TinyModel.write(folder.resolve("tiny"), 1);
    System.setProperty("vugen.home", folder.resolve("cache").toString());
  }

  @AfterEach
  void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private int execute(Object... arguments) {
    return VuGenCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  @Test
  void anInt8ImageIsReplayedInInt8WithoutBeingAskedFor() {
    Path image = folder.resolve("image.png");
    Path again = folder.resolve("again.png");

    assertThat(
            execute(
                "generate",
                "a red car",
                "--model",
                model,
                "--steps",
                3,
                "--precision",
                "int8",
                "--out",
                image))
        .as(err.toString())
        .isZero();
    assertThat(Provenance.read(image).precision()).isEqualTo(Precision.INT8);
    assertThat(folder.resolve("cache").resolve("quantized")).isNotEmptyDirectory();

    assertThat(execute("replay", image, "--model", model, "--out", again))
        .as(err.toString())
        .isZero();
    assertThat(PixelsReader.read(again)).isEqualTo(PixelsReader.read(image));
    assertThat(err.toString()).contains("Every pixel is that of");
  }

  @Test
  void theReportHasALineForEachNetwork() {
    assertThat(execute("precision", "--model", model, "--runs", 1)).as(err.toString()).isZero();

    for (String network : new String[] {"vision", "language", "tower"}) {
      double error = relativeError(network);
      assertThat(error).as(network).isBetween(1e-5, 0.1);
    }
  }

  private double relativeError(String network) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(network + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" +")[1]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(execute("precision", "--model", model, "--runs", 0)).isEqualTo(2);
    assertThat(err.toString()).contains("--runs must be at least 1");
    assertThat(execute("generate", "a red car", "--precision", "fast")).isEqualTo(2);
    assertThat(err.toString()).contains("FLOAT32, INT8");
  }
}
