package ai.vugen.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.session.ModelGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document that promises the graphs' inputs and outputs keeps its word. */
class GraphsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "graphs.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (in|out) \\| `([^`]+)` \\| (\\w+) \\| `(\\[[^`]*\\])` \\|.*");
  private static final Pattern WORD = Pattern.compile("[a-z_]+");

  /** The document's words for numbers of the model, and these numbers in the tiny model. */
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("side", 64),
          Map.entry("encoder_side", 64),
          Map.entry("patches", 16),
          Map.entry("tokens", 4),
          Map.entry("vision_width", 32),
          Map.entry("width", 32),
          Map.entry("kv_heads", 2),
          Map.entry("head_dim", 8),
          Map.entry("vocabulary", 512),
          Map.entry("channels", 4),
          Map.entry("grid_rows", 4),
          Map.entry("grid_columns", 4),
          Map.entry("image", 64),
          Map.entry("latents", 16));

  @ParameterizedTest
  @ValueSource(strings = {"vision", "encoder", "language", "tower", "decoder"})
  void namesTypesAndShapesAreThoseOfTheGraph(String network, @TempDir Path folder)
      throws IOException {
    boolean isEncoder = network.equals(EncoderGraph.NAME);
    TinyModel.write(folder, isEncoder ? TinyModel.SMALL_PICTURES : TinyModel.CONFIG, 1);
    ModelConfig config = ModelConfig.read(folder);
    byte[] bytes =
        ModelGraphs.of(
                config.network(network),
                config,
                Placement.CPU_FLOAT32,
                Checkpoint.open(folder).entries()::get)
            .toBytes();
    OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(bytes).getGraph();

    TreeSet<String> actual = new TreeSet<>();
    graph.getInputList().forEach(port -> actual.add("in " + described(port)));
    graph.getOutputList().forEach(port -> actual.add("out " + described(port)));
    assertThat(promised(network)).isNotEmpty().isEqualTo(actual);
  }

  /** All layers of a name are one: {@code key.N}. */
  private static String described(OnnxMl.ValueInfoProto port) {
    OnnxMl.TypeProto.Tensor tensor = port.getType().getTensorType();
    String type =
        tensor.getElemType() == OnnxMl.TensorProto.DataType.INT64_VALUE ? "int64" : "float32";
    String shape =
        tensor.getShape().getDimList().stream()
            .map(dim -> dim.hasDimParam() ? dim.getDimParam() : Long.toString(dim.getDimValue()))
            .map(dim -> dim.replaceAll("[()]", "").replace("+", " + "))
            .collect(Collectors.joining(", ", "[", "]"));
    return port.getName().replaceAll("\\.[0-9]+$", ".N") + " " + type + " " + shape;
  }

  private static TreeSet<String> promised(String graph) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(DOCUMENT));
    int from = 0;
    while (!lines.get(from).startsWith("## " + graph + ".onnx")) {
      from++;
    }
    TreeSet<String> rows = new TreeSet<>();
    for (String line : lines.subList(from + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(
            String.join(" ", row.group(1), row.group(2), row.group(3), numbered(row.group(4))));
      }
    }
    return rows;
  }

  private static String numbered(String shape) {
    return WORD.matcher(shape)
        .replaceAll(
            word ->
                NUMBERS.containsKey(word.group()) ? "" + NUMBERS.get(word.group()) : word.group());
  }
}
