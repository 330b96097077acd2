package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.graph.EncoderGraph;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import ai.vugen.session.ModelGraphs;
import ai.vugen.tensor.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
    check(
        ModelGraphs.of(
            config.network(name), config, Placement.CPU_FLOAT32, checkpoint.entries()::get));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision", "encoder", "language", "tower", "decoder"})
  void passesTheCheckerWithQuantizedWeights(String name, @TempDir Path temporary) {
    Path model = write(name, temporary.resolve("model"));
    ModelConfig config = ModelConfig.read(model);
    Network network = config.network(name);
    Map<String, float[]> ranges =
        ModelGraphs.roles(network).entrySet().stream()
            .filter(weight -> weight.getValue().isBlockWindow())
            .collect(Collectors.toMap(Map.Entry::getKey, weight -> new float[] {-1, 1, -2, 2}));
    Checkpoint quantized =
        QuantizedCheckpoint.open(
            Checkpoint.open(model),
            "0".repeat(64),
            ModelGraphs.roles(network),
            () -> ranges,
            temporary.resolve("quantized"));
    OnnxGraph graph =
        ModelGraphs.of(
            network, config, Placement.CPU_FLOAT32.with(Precision.INT8), quantized.entries()::get);
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

  /**
   * The runtime refuses an operator on two types, so float32 is nowhere said beside the lowering.
   */
  @ParameterizedTest
  @ValueSource(strings = {"vision", "encoder", "language", "tower", "decoder"})
  void computesInTheTypeOfItsLowering(String name, @TempDir Path temporary) {
    Path model = write(name, temporary.resolve("model"));
    OnnxGraph graph =
        new OnnxGraph(name, new HalfLowering(), Checkpoint.open(model).entries()::get);
    ModelConfig.read(model).network(name).computation(new Weights(graph)).on(graph);
    SessionOptions options =
        SessionOptions.named(name).withWeights(Objects.requireNonNull(graph.weightsFolder()));

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
