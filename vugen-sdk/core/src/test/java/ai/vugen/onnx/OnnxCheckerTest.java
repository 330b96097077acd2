package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.vugen.device.Placement;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The checker finds what the official one finds. */
class OnnxCheckerTest {
  private static ModelProto model() {
    OnnxGraph graph = new OnnxGraph("sum", Lowering.of(Placement.CPU_FLOAT32), name -> null);
    Tensor x = graph.input("x", Shape.of(Dim.of("batch"), Dim.of(4)));
    Tensor y = x.reshape(Shape.of(Dim.of("batch"), Dim.of(2), Dim.of(2))).add(1).transpose(1, 2);
    graph.output("y", Tensor.concat(1, y, y.sigmoid()));
    return OnnxChecker.parse(graph.toBytes());
  }

  private static void assertRefused(Consumer<ModelProto.Builder> fault, String message) {
    ModelProto.Builder model = model().toBuilder();
    fault.accept(model);
    assertThatThrownBy(() -> OnnxChecker.check(model.build()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  private static void assertGraphRefused(Consumer<GraphProto.Builder> fault, String message) {
    assertRefused(model -> fault.accept(model.getGraphBuilder()), message);
  }

  private static void assertNodeRefused(Consumer<NodeProto.Builder> fault, String message) {
    assertGraphRefused(graph -> fault.accept(graph.getNodeBuilder(2)), message);
  }

  @Test
  void check_goodModel_passes() {
    assertThatCode(() -> OnnxChecker.check(model())).doesNotThrowAnyException();
  }

  @Test
  void check_wrongVersions_fail() {
    assertRefused(ModelProto.Builder::clearIrVersion, "IR version");
    assertRefused(ModelProto.Builder::clearOpsetImport, "operator sets");
    assertRefused(model -> model.getOpsetImportBuilder(0).setVersion(12), "operator set 12");
    assertRefused(ModelProto.Builder::clearGraph, "no graph");
  }

  @Test
  void check_wrongNames_fail() {
    assertGraphRefused(GraphProto.Builder::clearName, "no name");
    assertGraphRefused(graph -> graph.getInputBuilder(0).setName(""), "no name");
    assertGraphRefused(graph -> graph.getOutputBuilder(0).setName("z"), "nothing computes z");
    assertGraphRefused(graph -> graph.addOutput(graph.getOutput(0)), "twice");
    assertNodeRefused(node -> node.setOutput(0, "x"), "assigned twice");
    assertGraphRefused(
        graph -> graph.getNodeBuilder(2).setName(graph.getNode(0).getName()), "no name of its own");
  }

  @Test
  void check_wrongOrder_fails() {
    assertGraphRefused(
        graph -> {
          NodeProto first = graph.getNode(0);
          graph.setNode(0, graph.getNode(1)).setNode(1, first);
        },
        "not defined yet");
  }

  @Test
  void check_wrongOperator_fails() {
    assertNodeRefused(node -> node.setOpType("Permute"), "not in the set");
    assertNodeRefused(node -> node.setDomain("com.example"), "domain");
    assertNodeRefused(node -> node.addInput("x"), "too many inputs");
    assertNodeRefused(NodeProto.Builder::clearInput, "too few inputs");
    assertNodeRefused(node -> node.setInput(0, ""), "input 0 is missing");
    assertNodeRefused(node -> node.addOutput("second"), "2 outputs");
  }

  @Test
  void check_wrongAttribute_fails() {
    assertNodeRefused(
        node -> node.getAttributeBuilder(0).setName("order"), "order is not in the schema");
    assertNodeRefused(
        node -> node.getAttributeBuilder(0).setType(AttributeProto.AttributeType.INT),
        "not in the schema");
    assertNodeRefused(node -> node.getAttributeBuilder(0).setI(3), "holds another type");
    assertGraphRefused(graph -> graph.getNodeBuilder(4).clearAttribute(), "has only []");
  }

  @Test
  void check_wrongData_fails() {
    assertGraphRefused(graph -> graph.getInitializerBuilder(0).clearRawData(), "no data");
    assertGraphRefused(graph -> graph.getInitializerBuilder(0).addDims(3), "bytes");
    assertGraphRefused(graph -> graph.getInitializerBuilder(0).clearDataType(), "type");
    assertGraphRefused(graph -> graph.getInputBuilder(0).clearType(), "no tensor type");
    assertGraphRefused(
        graph -> graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape(),
        "no shape");
  }
}
