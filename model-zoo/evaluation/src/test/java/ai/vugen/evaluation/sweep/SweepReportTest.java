package ai.vugen.evaluation.sweep;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.GenerateRequest;
import ai.vugen.ModelIdentity;
import ai.vugen.device.Precision;
import ai.vugen.evaluation.geneval.GenEvalProtocol;
import ai.vugen.evaluation.geneval.ObjectDetector.DetectorErrors;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepReportTest {
  private static final SweepProtocol PROTOCOL =
      new SweepProtocol(
          new MeasuredModel(
              new ModelIdentity("tiny|er", "a".repeat(64)), "1.2", "0.1.0", Precision.FLOAT32),
          64,
          "b".repeat(64),
          12,
          "c".repeat(64),
          new GenEvalProtocol(
              "fake detector",
              List.of(new DetectorErrors("pictures", 7, 0.125, 0.25, 1.5, 0.5)),
              0.3,
              0.9,
              16,
              0.1),
          6,
          "d".repeat(64));

  private final Path folder;

  SweepReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<SweepPoint.Result> results(Sweep... sweeps) {
    GenerateRequest defaults = GenerateRequest.builder("any").shift(0.5).build();
    return Arrays.stream(sweeps)
        .flatMap(sweep -> sweep.points(defaults).stream())
        .sorted(SweepPoint.ORDER)
        .map(SweepReportTest::result)
        .toList();
  }

  /** Numbers that follow from the point. */
  private static SweepPoint.Result result(SweepPoint point) {
    double value = point.value();
    boolean isPartial = point.sweep() == Sweep.DECODER && value < Sweep.FINEST_DECODER;
    double wave = Math.sin(value + point.settings().sampling().solver().evaluationsPerStep() - 1);
    return new SweepPoint.Result(
        point,
        20 / value + wave,
        1 + 0.1 * wave,
        1 - 0.05 * value,
        0.4 + 0.02 * value,
        0.01 * value,
        isPartial ? 20 + value : null);
  }

  private String page(Sweep... sweeps) throws IOException {
    Path page = new SweepReport(PROTOCOL, results(sweeps)).write(folder);
    assertThat(page).isEqualTo(folder.resolve("results.md"));
    return Files.readString(page);
  }

  @Test
  void thePageHasEveryPointAndTheProtocol() throws IOException {
    String page = page(Sweep.values());
    for (SweepPoint.Result result : results(Sweep.values())) {
      SweepPoint point = result.point();
      String start = point.sweep() == Sweep.STEPS ? "\n| " + point.solver() + " | " : "\n| ";
      String distance = Quantity.FRECHET.text(result);
      assertThat(page).contains(start + point.label() + " | " + distance + " | ");
    }
    assertThat(page)
        .contains("# Sweeps of tiny|er", "| model | tiny\\|er |", "| model version | 1.2 |")
        .contains("| model sha256 | " + "a".repeat(64), "| judge sha256 | " + "b".repeat(64))
        .contains("| reference pictures | 12 |", "| neighbours | 5 |", "| sdk version | 0.1.0 |")
        .contains("| generated seeds | 0 to 11 |", "| geneval detector | fake detector |")
        .contains(
            "Errors of the judge itself:\n\n- pictures (7 pictures): 12.50% of objects missed")
        .contains("Settings that stay: cfg 5.0, ", "steps 25, solver euler", "![density against")
        .contains("| 8 | 3.4894 | 1.099 | 0.600 | 0.560 | 0.0800 | – |");
  }

  @Test
  void everyPlotIsAPictureThatThePageShows() throws IOException {
    String page = page(Sweep.values());
    for (Figure figure : Figure.values()) {
      Pixels plot = PixelsReader.read(folder.resolve(figure.file()));
      assertThat(plot.width()).isEqualTo(900);
      assertThat(plot.height()).isEqualTo(540);
      assertThat(page).contains("](" + figure.file() + ")");
    }
    assertThat(Pixels.of(900, 540, new byte[3 * 900 * 540]))
        .isNotEqualTo(PixelsReader.read(folder.resolve("steps-frechet.png")));
  }

  @Test
  void sweepsWithoutResultsAreLeftOut() throws IOException {
    assertThat(page(Sweep.GUIDANCE)).contains("## Guidance").doesNotContain("## Steps", "decoder-");
    assertThat(folder.resolve("guidance-coverage.png")).exists();
    assertThat(folder.resolve("steps-frechet.png")).doesNotExist();
  }

  @Test
  void aSinglePointCanBePlotted() throws IOException {
    List<SweepPoint.Result> one = results(Sweep.STEPS).subList(0, 1);
    new SweepReport(PROTOCOL, one).write(folder);
    assertThat(PixelsReader.read(folder.resolve("steps-frechet.png")).width()).isEqualTo(900);
  }

  @Test
  void noResultsAreRefused() {
    refused(() -> new SweepReport(PROTOCOL, List.of()), "The number of results is 0");
  }
}
