package ai.vugen.onnx;

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
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every graph of a model passes the rules of the official checker and keeps its weights outside.
 */
class NetworkGraphsTest {
  @ParameterizedTest
  @EnumSource(Network.class)
  void passesTheChecker(Network network, @TempDir Path temporary) {
    Path model = TinyModel.write(temporary.resolve("model"), 1);
    Checkpoint checkpoint = Checkpoint.open(model);
    check(network.graph(ModelConfig.read(model), checkpoint.entries()::get));
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void passesTheCheckerWithQuantizedWeights(Network network, @TempDir Path temporary) {
    Path model = TinyModel.write(temporary.resolve("model"), 1);
    ModelConfig config = ModelConfig.read(model);
    Map<String, float[]> ranges =
        network.weights(config).entrySet().stream()
            .filter(weight -> weight.getKey().matches(".*(down|up)_blocks.*conv\\d?\\.weight"))
            .collect(Collectors.toMap(Map.Entry::getKey, weight -> new float[] {-1, 1, -2, 2}));
    Checkpoint quantized =
        QuantizedCheckpoint.open(
            Checkpoint.open(model),
            "0".repeat(64),
            network.weights(config).keySet(),
            () -> ranges,
            temporary.resolve("quantized"));
    OnnxGraph graph = network.graph(config, quantized.entries()::get);
    check(graph);
    assertThat(OnnxChecker.parse(graph.toBytes()).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .contains("MatMulIntegerToFloat")
        .contains(network == Network.DECODER ? "QLinearConv" : "MatMulIntegerToFloat");
  }

  private static void check(OnnxGraph graph) {
    byte[] bytes = graph.toBytes();
    assertThatCode(() -> OnnxChecker.check(bytes)).doesNotThrowAnyException();
    assertThat(graph.weightsFolder()).isNotNull();
    assertThat((long) bytes.length).isLessThan(4 * graph.parameterCount());
  }
}
