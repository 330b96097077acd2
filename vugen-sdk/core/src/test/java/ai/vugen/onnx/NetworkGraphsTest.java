package ai.vugen.onnx;

import ai.vugen.graph.EncoderGraph;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.session.ModelGraphs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.quantization.QuantizedCheckpoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every graph of a model passes the rules of the official checker and keeps its weights outside.
 */
class NetworkGraphsTest {
  @ParameterizedTest
  @ValueSource(strings = {"vision", "encoder", "language", "tower", "decoder"})
  void passesTheChecker(String name, @TempDir Path temporary) {
    Path model = write(name, temporary.resolve("model"));
    Checkpoint checkpoint = Checkpoint.open(model);
    ModelConfig config = ModelConfig.read(model);
    check(ModelGraphs.of(config.network(name), config, checkpoint.entries()::get));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision", "encoder", "language", "tower", "decoder"})
  void passesTheCheckerWithQuantizedWeights(String name, @TempDir Path temporary) {
    Path model = write(name, temporary.resolve("model"));
    ModelConfig config = ModelConfig.read(model);
    Network network = config.network(name);
    Map<String, float[]> ranges =
        ModelGraphs.weights(network).entrySet().stream()
            .filter(weight -> weight.getKey().matches(".*(down|up)_blocks.*conv\\d?\\.weight"))
            .collect(Collectors.toMap(Map.Entry::getKey, weight -> new float[] {-1, 1, -2, 2}));
    Checkpoint quantized =
        QuantizedCheckpoint.open(
            Checkpoint.open(model),
            "0".repeat(64),
            ModelGraphs.weights(network).keySet(),
            () -> ranges,
            temporary.resolve("quantized"));
    OnnxGraph graph = ModelGraphs.of(network, config, quantized.entries()::get);
    check(graph);
    assertThat(OnnxChecker.parse(graph.toBytes()).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .contains("MatMulIntegerToFloat")
        .contains(name.equals(DecoderGraph.NAME) ? "QLinearConv" : "MatMulIntegerToFloat");
  }

  private static Path write(String network, Path folder) {
    boolean isEncoder = network.equals(EncoderGraph.NAME);
    return TinyModel.write(folder, isEncoder ? TinyModel.SMALL_PICTURES : TinyModel.CONFIG, 1);
  }

  private static void check(OnnxGraph graph) {
    byte[] bytes = graph.toBytes();
    assertThatCode(() -> OnnxChecker.check(bytes)).doesNotThrowAnyException();
    assertThat(graph.weightsFolder()).isNotNull();
    assertThat((long) bytes.length).isLessThan(4 * graph.parameterCount());
  }
}
