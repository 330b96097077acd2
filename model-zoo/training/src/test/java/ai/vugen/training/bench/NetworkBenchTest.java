package ai.vugen.training.bench;

import static ai.vugen.training.torch.ComputeType.FP32;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.device.Precision;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.pipeline.TinyModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class NetworkBenchTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void keepQuantizedWeightsHere() {
    System.setProperty("vugen.home", folder.resolve("cache").toString());
  }

  @AfterEach
  void forgetThem() {
    System.clearProperty("vugen.home");
  }

  @Test
  void bothSidesOfEveryCaseComputeTheSame() {
    try (BenchModel model =
        BenchModel.open(TinyModel.write(folder.resolve("tiny"), 3).toString())) {
      for (NetworkCase network : NetworkCase.of(model.loaded().config())) {
        MadeInputs inputs = new MadeInputs();
        try (Side torch = new TorchSide(network, model, FP32, inputs);
            Side session = new SessionSide(network, model, Precision.FLOAT32, inputs)) {
          Map<String, float[]> expected = torch.results();
          Map<String, float[]> results = session.results();
          assertThat(results.keySet()).isEqualTo(expected.keySet());
          expected.forEach(
              (name, values) ->
                  assertThat(results.get(name))
                      .as(network.title() + ": " + name)
                      .containsExactly(values, Offset.offset(2e-3f)));
        }
      }
    }
  }

  @Test
  void runsCountTheWorkOfOneRun() {
    try (BenchModel model =
        BenchModel.open(TinyModel.write(folder.resolve("tiny"), 3).toString())) {
      NetworkCase decoder =
          NetworkCase.of(model.loaded().config()).stream()
              .filter(each -> each.network().name().equals(DecoderGraph.NAME))
              .findFirst()
              .orElseThrow();
      try (TorchSide side = new TorchSide(decoder, model, FP32, new MadeInputs())) {
        assertThat(side.operations()).isPositive().isEqualTo(side.operations());
      }
    }
  }

  @Test
  void theTableHasALineForEachCase() {
    Path model = TinyModel.write(folder.resolve("tiny"), 3);
    Path roofline = folder.resolve("roofline.png");
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new NetworkBench())
            .setOut(new PrintWriter(out))
            .execute(
                "--model",
                model.toString(),
                "--runs",
                "1",
                "--torch",
                "FP32",
                "--profile",
                "--roofline",
                roofline.toString());
    assertThat(code).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("| ")))
        .filteredOn(line -> line.matches(".*\\d % \\|"))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("| tower, a step with guidance, 16 tokens after 64"));
    assertThat(out.toString())
        .contains("Peak ")
        .containsPattern("\\| decoder, a step, FLOAT32 +\\| +nodes \\|")
        .containsPattern("\\| decoder, a step, INT8 +\\| +nodes \\|")
        .containsPattern("\\| Conv +\\| +\\d+ \\| +\\d+\\.\\d+ \\|")
        .containsPattern("\\| QLinearConv +\\| +\\d+ \\| +\\d+\\.\\d+ \\|");
    assertThat(roofline).isNotEmptyFile();
  }
}
