package ai.vugen.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.device.Placement;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.onnx.Lowering;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.tensor.Computation;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Weights;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rounded follows from what networks use their weights for. */
class RoundedWeightsTest {
  // The names of what was rounded when names decided.
  private static final Pattern MATRIX =
      Pattern.compile("(.*\\.)?(layers|blocks|transformer_blocks)\\.\\d+\\.(.*\\.)?weight");
  private static final Pattern TABLE = Pattern.compile("(.*\\.)?embed_tokens\\.weight");
  private static final Pattern WINDOW =
      Pattern.compile(".*\\.(down|up)_blocks\\..*\\.conv(\\d|_shortcut)?\\.weight");

  private static ModelConfig config(String name) throws IOException {
    return ModelConfig.parse(name, text(name));
  }

  private static String text(String name) throws IOException {
    return switch (name) {
      case "nano" ->
          Files.readString(
              Path.of("../../model-zoo/nano/src/main/resources/ai/vugen/models/nano/config.json"));
      case "tiny" -> TinyModel.CONFIG;
      case "small pictures" -> TinyModel.SMALL_PICTURES;
      case "pca" ->
          TinyModel.CONFIG.replace(
              "{\"type\": \"mlp\", \"hidden\": 16, \"channels\": 4}",
              "{\"type\": \"pca\", \"channels\": 4}");
      case "plm-1b" -> {
        JsonObject plm = JsonParser.parseString(text("vugen-1b")).getAsJsonObject();
        plm.remove("vugen");
        yield plm.toString();
      }
      default -> {
        try (InputStream in =
            RoundedWeightsTest.class.getResourceAsStream("/configs/" + name + ".json")) {
          byte[] bytes = Objects.requireNonNull(in).readAllBytes();
          yield new String(bytes, StandardCharsets.UTF_8);
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"nano", "tiny", "small pictures", "pca", "plm-1b", "vugen-1b"})
  void rolesRoundWhatNamesDid(String name) throws IOException {
    for (Network network : config(name).networks()) {
      Map<String, long[]> shapes = ModelGraphs.weights(network);
      Map<String, Role> roles = ModelGraphs.roles(network);
      assertThat(roles).containsOnlyKeys(shapes.keySet());
      Set<String> rounded = new TreeSet<>();
      Set<String> before = new TreeSet<>();
      shapes.forEach(
          (weight, shape) -> {
            Role role = Objects.requireNonNull(roles.get(weight), weight);
            if (role.isBlockMatrix()) {
              rounded.add("matrix " + weight);
            }
            if (role.use() == Role.Use.TABLE) {
              rounded.add("table " + weight);
            }
            if (role.isBlockWindow()) {
              rounded.add("window " + weight);
            }
            if (shape.length == 2 && MATRIX.matcher(weight).matches()) {
              before.add("matrix " + weight);
            }
            if (shape.length == 2 && TABLE.matcher(weight).matches()) {
              before.add("table " + weight);
            }
            if (network.name().equals(DecoderGraph.NAME) && WINDOW.matcher(weight).matches()) {
              before.add("window " + weight);
            }
          });
      assertThat(rounded).isEqualTo(before).isNotEmpty();
    }
  }

  /** A block whose names no model has. */
  private static final Computation RENAMED =
      graph -> {
        Weights root = new Weights(graph);
        var x = graph.input("x", Shape.of(Dim.of("batch"), Dim.of(8)));
        var inside = Linear.of(root.block("stage", 4).at("mixing"), 8, 6).apply(x);
        graph.output("y", Linear.of(root.at("layers.0.last"), 6, 4).apply(inside));
      };

  @Test
  void aWeightOfAnyNameIsRoundedInABlockAndNowhereElse(@TempDir Path temporary) {
    OnnxGraph names = OnnxGraph.withoutWeights("renamed");
    RENAMED.on(names);
    SafetensorsWriter writer = new SafetensorsWriter();
    names
        .parameters()
        .forEach(
            (name, shape) -> {
              float[] values = new float[(int) shape.elements().size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = (i * 37 % 101 - 50) / 50f;
              }
              writer.add(name, shape.sizes(), values);
            });
    writer.write(temporary.resolve(Checkpoint.FILE_NAME));
    Checkpoint rounded =
        QuantizedCheckpoint.open(
            Checkpoint.open(temporary),
            "0".repeat(64),
            names.roles(),
            Map::of,
            temporary.resolve("quantized"));

    assertThat(rounded.entry("stage.4.mixing.weight").dataType()).isEqualTo(DataType.I8);
    assertThat(rounded.entry("stage.4.mixing.bias").dataType()).isEqualTo(DataType.F32);
    assertThat(rounded.entry("layers.0.last.weight").dataType()).isEqualTo(DataType.F32);
    OnnxGraph graph =
        new OnnxGraph("renamed", Lowering.of(Placement.CPU_FLOAT32), rounded.entries()::get);
    RENAMED.on(graph);
    assertThat(graph.operators()).contains("com.microsoft.MatMulIntegerToFloat", "Gemm");
  }

  @Test
  void aWeightThatIsUsedForTwoThingsIsRefused() {
    OnnxGraph graph = OnnxGraph.withoutWeights("twice");
    Weights weights = new Weights(graph);
    weights.get("w", Role.Use.MATRIX, 3, 2);
    assertThatThrownBy(() -> weights.get("w", Role.Use.TABLE, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("w is asked for as")
        .hasMessageContaining("TABLE")
        .hasMessageContaining("MATRIX");
  }
}
