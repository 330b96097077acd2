package ai.vugen.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.model.ModelConfig;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import ai.vugen.session.ModelGraphs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and outputs of the exported graphs are a promise: names, types and shapes. */
class GraphContractTest {
  private static Path model;

  @BeforeAll
  static void write(@TempDir Path temporary) {
    model = TinyModel.write(temporary.resolve("model"), 1);
  }

  private static void assertPorts(String network, List<String> inputs, List<String> outputs) {
    Checkpoint checkpoint = Checkpoint.open(model);
    ModelConfig config = ModelConfig.read(model);
    OnnxGraph graph =
        ModelGraphs.of(
            config.network(network), config, Placement.CPU_FLOAT32, checkpoint.entries()::get);
    SessionOptions options =
        SessionOptions.named("contract").withWeights(Objects.requireNonNull(graph.weightsFolder()));
    try (Session session = Session.open(graph.toBytes(), options)) {
      assertThat(session.inputs().stream().map(SessionPort::toString))
          .containsExactlyElementsOf(inputs);
      assertThat(session.outputs().stream().map(SessionPort::toString))
          .containsExactlyElementsOf(outputs);
    }
  }

  @Test
  void vision() {
    assertPorts(
        VisionGraph.NAME,
        List.of("pixels: F32[tiles, 3, 64, 64]"),
        List.of(
            "features: F32[tiles, 16, 32]",
            "image_tokens: F32[tiles, 4, 32]",
            "latent: F32[tiles, 4, 4, 4]"));
  }

  @Test
  void language() {
    assertPorts(
        LanguageGraph.NAME,
        List.of(
            "token_ids: I64[1, sequence]",
            "image_tokens: F32[image_rows, 32]",
            "image_index: I64[1, sequence]",
            "is_image: F32[1, sequence]",
            "position_ids: I64[1, sequence]",
            "attention_mask: F32[sequence, (past+sequence)]",
            "logit_rows: I64[rows]",
            "past_key.0: F32[1, past, 2, 8]",
            "past_value.0: F32[1, past, 2, 8]",
            "past_key.1: F32[1, past, 2, 8]",
            "past_value.1: F32[1, past, 2, 8]"),
        List.of(
            "logits: F32[rows, 512]",
            "key.0: F32[1, sequence, 2, 8]",
            "value.0: F32[1, sequence, 2, 8]",
            "key.1: F32[1, sequence, 2, 8]",
            "value.1: F32[1, sequence, 2, 8]"));
  }

  @Test
  void tower() {
    assertPorts(
        TowerGraph.NAME,
        List.of(
            "latent: F32[batch, 4, 4, 4]",
            "time: F32[batch]",
            "position: I64[batch]",
            "attention_mask: F32[batch, (prefix+16)]",
            "prefix_key.0: F32[batch, prefix, 2, 8]",
            "prefix_value.0: F32[batch, prefix, 2, 8]",
            "prefix_key.1: F32[batch, prefix, 2, 8]",
            "prefix_value.1: F32[batch, prefix, 2, 8]"),
        List.of("velocity: F32[batch, 4, 4, 4]"));
  }

  @Test
  void decoder() {
    assertPorts(
        DecoderGraph.NAME,
        List.of("pixels: F32[batch, 3, 64, 64]", "latent: F32[batch, 4, 4, 4]", "time: F32[batch]"),
        List.of("velocity: F32[batch, 3, 64, 64]"));
  }
}
