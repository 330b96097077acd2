package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import ai.vugen.tensor.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
    check(network.graph(ModelConfig.read(model), Placement.CPU_FLOAT32, checkpoint.entries()::get));
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
    OnnxGraph graph =
        network.graph(config, Placement.CPU_FLOAT32.with(Precision.INT8), quantized.entries()::get);
    check(graph);
    assertThat(OnnxChecker.parse(graph.toBytes()).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .contains("MatMulIntegerToFloat")
        .contains(network == Network.DECODER ? "QLinearConv" : "MatMulIntegerToFloat");
  }

  /**
   * The runtime refuses an operator on two types, so float32 is nowhere said beside the lowering.
   */
  @ParameterizedTest
  @EnumSource(Network.class)
  void computesInTheTypeOfItsLowering(Network network, @TempDir Path temporary) {
    Path model = TinyModel.write(temporary.resolve("model"), 1);
    OnnxGraph graph =
        new OnnxGraph(
            network.graphName(), new HalfLowering(), Checkpoint.open(model).entries()::get);
    network.computation(ModelConfig.read(model), new Weights(graph)).on(graph);
    SessionOptions options =
        SessionOptions.named(network.graphName())
            .withWeights(Objects.requireNonNull(graph.weightsFolder()));

    try (Session session = Session.open(graph.toBytes(), options)) {
      assertThat(session.inputs())
          .extracting(SessionPort::type)
          .isSubsetOf(ElementType.F16, ElementType.I64)
          .contains(ElementType.F16);
      assertThat(session.outputs()).extracting(SessionPort::type).containsOnly(ElementType.F16);
    }
  }

  /** The processor's operators in half precision. */
  private static final class HalfLowering extends CpuLowering {
    @Override
    OnnxType real() {
      return OnnxType.FLOAT16;
    }
  }

  private static void check(OnnxGraph graph) {
    byte[] bytes = graph.toBytes();
    assertThatCode(() -> OnnxChecker.check(bytes)).doesNotThrowAnyException();
    assertThat(graph.weightsFolder()).isNotNull();
    assertThat((long) bytes.length).isLessThan(4 * graph.parameterCount());
  }
}
