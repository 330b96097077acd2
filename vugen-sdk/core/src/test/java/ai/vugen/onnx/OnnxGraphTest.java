package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.device.Placement;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.language.TransformerLayer;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.LayerNorm;
import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Rope;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a graph consists of, beyond what its operators compute. */
class OnnxGraphTest {
  private static final Shape TOKENS = Shape.of(Dim.of(1), Dim.of("tokens"), Dim.of(4));

  private static OnnxGraph graph() {
    return new OnnxGraph("test", Lowering.of(Placement.CPU_FLOAT32), OnnxGraphTest::parameter);
  }

  /** Parameters in memory: "[type].[sizes]", such as "F16.3x4", filled with zeros. */
  private static TensorEntry parameter(String name) {
    String[] parts = name.split("[.]");
    long[] shape = List.of(parts[1].split("x")).stream().mapToLong(Long::parseLong).toArray();
    DataType type = DataType.valueOf(parts[0]);
    long elements = Shape.of(shape).elements().size();
    ByteBuffer bytes = ByteBuffer.allocate((int) elements * type.byteSize());
    return new TensorEntry(name, type, shape, new TensorSource.InMemory(bytes));
  }

  private static GraphProto proto(OnnxGraph graph) {
    byte[] bytes = graph.toBytes();
    OnnxChecker.check(bytes);
    return OnnxChecker.parse(bytes).getGraph();
  }

  private static List<String> operators(OnnxGraph graph) {
    return proto(graph).getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  @Test
  void toBytes_sameNetworkTwice_sameBytes() {
    byte[][] bytes = new byte[2][];
    for (int i = 0; i < 2; i++) {
      OnnxGraph graph = graph().metadata("z", "1").metadata("a", "2");
      Tensor x = graph.input("x", TOKENS);
      Tensor weight = graph.parameter("F16.3x4", Shape.of(3, 4));
      graph.output("y", x.linear(weight, null).silu().mul(3).add(3));
      bytes[i] = graph.toBytes();
    }
    assertThat(bytes[0]).isEqualTo(bytes[1]);
    assertThat(OnnxChecker.parse(bytes[0]).getMetadataPropsList())
        .extracting("key")
        .containsExactly("a", "z");
  }

  @Test
  void toBytes_equalConstantsAndOperations_areThereOnce() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", TOKENS);
    Tensor a = x.mul(2).exp();
    Tensor b = x.mul(2).exp();
    graph.output("y", a.add(b).mul(graph.constant(new float[] {2}, Shape.of(1))));
    GraphProto proto = proto(graph);
    assertThat(proto.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Mul", "Exp", "Add", "Mul");
    assertThat(proto.getInitializerList()).hasSize(2); // the number 2, and a vector that holds it
  }

  @Test
  void toBytes_whatNoOutputNeeds_isLeftOut() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", TOKENS);
    Tensor unused = x.linear(graph.parameter("F32.3x4", Shape.of(3, 4)), null);
    assertThat(unused.sigmoid().shape().size(-1)).isEqualTo(3);
    graph.output("y", x.tanh());
    assertThat(operators(graph)).containsExactly("Tanh");
    assertThat(proto(graph).getInitializerList()).isEmpty();
    assertThat(graph.parameters()).containsOnlyKeys("F32.3x4");
  }

  @Test
  void output_ofAnything_hasItsName() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", TOKENS);
    Tensor y = x.exp();
    graph.output("y", y);
    graph.output("again", y);
    graph.output("used", y.add(1));
    graph.output("input", x);
    graph.output("weight", graph.parameter("BF16.2", Shape.of(2)));
    graph.output("constant", graph.constant(new float[] {1, 2}, Shape.of(2)));
    assertThat(proto(graph).getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("y", "again", "used", "input", "weight", "constant");
    assertThat(operators(graph))
        .containsExactly("Exp", "Add", "Cast", "Identity", "Identity", "Identity");
  }

  @Test
  void ports_areDeclaredWithSymbols() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", TOKENS);
    graph.indexInput("i", Shape.of(new long[0]));
    graph.output("y", Tensor.concat(1, x, x).flatten(0, 1));
    GraphProto proto = proto(graph);
    var dims = proto.getInput(0).getType().getTensorType().getShape().getDimList();
    assertThat(dims.get(0).getDimValue()).isEqualTo(1);
    assertThat(dims.get(1).getDimParam()).isEqualTo("tokens");
    assertThat(proto.getInput(1).getType().getTensorType().getElemType())
        .isEqualTo(OnnxType.INT64.code());
    assertThat(proto.getOutput(0).getType().getTensorType().getShape().getDim(0).getDimParam())
        .isEqualTo("2*tokens");
  }

  @Test
  void narrowWeights_areCastWhereTheyAreUsed() {
    OnnxGraph graph = graph();
    Tensor table = graph.parameter("BF16.9x4", Shape.of(9, 4));
    Tensor ids = graph.indexInput("ids", Shape.of(Dim.of(1), Dim.of("tokens")));
    Tensor embedded = table.gather(ids);
    graph.output("logits", embedded.linear(table, null));
    List<NodeProto> nodes = proto(graph).getNodeList();
    assertThat(nodes)
        .extracting(NodeProto::getOpType)
        .containsExactly("Gather", "Cast", "Reshape", "Cast", "Gemm", "Reshape");
    assertThat(nodes.get(0).getInput(0)).isEqualTo("BF16.9x4");
    assertThat(nodes.get(3).getInput(0)).isEqualTo("BF16.9x4");
  }

  @Test
  void networks_neverTransposeAWeightAndReadNoShapes() {
    OnnxGraph graph = graph();
    Weights weights = new Weights(graph);
    Tensor x = graph.input("x", TOKENS);
    Tensor norm = new LayerNorm(weights.get("F32.4", 4), weights.get("F16.4", 4), 1e-5).apply(x);
    Tensor heads =
        new Linear(weights.get("BF16.8x4", 8, 4), weights.get("F16.8", 8))
            .apply(norm)
            .unflatten(-1, 2, 4)
            .transpose(1, 2);
    Tensor mixed = heads.attention(heads, heads, 0.5, null).transpose(1, 2).flatten(2, 3);
    graph.output("y", mixed);
    GraphProto proto = proto(graph);
    assertThat(operators(graph)).doesNotContain("Shape", "Range", "Expand");
    assertThat(proto.getNodeList())
        .filteredOn(node -> node.getOpType().equals("Transpose"))
        .hasSize(2)
        .noneMatch(node -> node.getInput(0).contains("x"));
  }

  /**
   * Between linear layers nothing is reshaped, and a layer of a language model has few operators.
   */
  @Test
  void transformerLayer_hasTheseOperators() {
    LanguageConfig config =
        new LanguageConfig(1, 4, 2, 1, 4, 8, 16, 1e-5, new RopeConfig(10000, null), 64);
    OnnxGraph names = OnnxGraph.withoutWeights("names");
    transform(names, config);
    OnnxGraph graph =
        new OnnxGraph(
            "layer",
            Lowering.of(Placement.CPU_FLOAT32),
            name -> {
              Shape shape = names.parameters().getOrDefault(name, Shape.of(0));
              ByteBuffer bytes = ByteBuffer.allocate(4 * (int) shape.elements().size());
              TensorSource source = new TensorSource.InMemory(bytes);
              return new TensorEntry(name, DataType.F32, shape.sizes(), source);
            });
    transform(graph, config);
    assertThat(String.join(" ", operators(graph)))
        .isEqualTo(
            "RMSNormalization Reshape" // normed once, for three projections
                + " Gemm Reshape Transpose Reshape RotaryEmbedding" // and the angles, once
                + " Gemm Reshape Transpose RotaryEmbedding"
                + " Gemm Reshape Transpose"
                + " Attention Transpose Reshape Gemm"
                + " Reshape Add RMSNormalization"
                + " Gemm Sigmoid Mul Gemm Mul Gemm Add Reshape");
  }

  private static void transform(OnnxGraph graph, LanguageConfig config) {
    Tensor x = graph.input("x", TOKENS);
    Tensor angles = graph.input("angles", Shape.of(Dim.of("tokens"), Dim.of(2)));
    graph.output(
        "y",
        new TransformerLayer(config, new Weights(graph))
            .apply(x, new Rope(angles, angles), null, null)
            .hidden());
  }

  @Test
  void reshape_ofUnknownExtents_readsThemOnce() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", Shape.of(Dim.of("batch"), Dim.of("tokens"), Dim.of(4)));
    Tensor weight = graph.parameter("F32.4x4", Shape.of(4, 4));
    graph.output("y", x.linear(weight, null).exp().linear(weight, null));
    assertThat(operators(graph).stream().filter("Shape"::equals)).hasSize(2);
  }

  @Test
  void reshape_toAnExtentThatNothingHas_fails() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", Shape.of(Dim.of("a*b"), Dim.of(4)));
    assertThatThrownBy(() -> x.reshape(Shape.of(Dim.of("a"), Dim.of("b"), Dim.of(4))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("reshape to [a, b, 4]: nothing in the graph has the extent a");
    assertThatThrownBy(
            () ->
                graph.constant(new float[] {1}, Shape.of(1)).expand(Shape.of(Dim.of("elsewhere"))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("elsewhere");
  }

  @Test
  void parameter_wrongOrMissing_isNamed() {
    OnnxGraph graph = graph();
    assertThatThrownBy(() -> graph.parameter("F32.3x4", Shape.of(4, 3)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("F32.3x4 has the shape [3, 4], the model needs [4, 3]");
    OnnxGraph empty = new OnnxGraph("empty", Lowering.of(Placement.CPU_FLOAT32), name -> null);
    assertThatThrownBy(() -> empty.parameter("w", Shape.of(4, 3)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("no w [4, 3]");
  }

  @Test
  void parameter_askedForTwice_isOne() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", TOKENS);
    Tensor first = x.mul(graph.parameter("F16.4", Shape.of(4)));
    graph.output("y", first.add(graph.parameter("F16.4", Shape.of(4))));
    assertThat(operators(graph)).containsExactly("Cast", "Mul", "Add");
    assertThatThrownBy(() -> graph.parameter("F16.4", Shape.of(5)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("F16.4");
  }

  @Test
  void withoutWeights_knowsParametersAndHasNoBytes() {
    OnnxGraph graph = OnnxGraph.withoutWeights("sizes");
    Tensor x = graph.input("x", TOKENS);
    graph.output("y", Linear.of(new Weights(graph).at("layers", 3), 4, 7).apply(x));
    assertThat(graph.parameters())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("layers.3.weight", Shape.of(7, 4), "layers.3.bias", Shape.of(7)));
    assertThat(graph.parameterCount()).isEqualTo(35);
    assertThatThrownBy(graph::toBytes)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no weights");
  }

  @Test
  void names_thatClash_areRefused() {
    OnnxGraph graph = graph();
    Tensor x = graph.input("x", TOKENS);
    assertThatThrownBy(() -> graph.input("x", TOKENS)).hasMessageContaining("'x'");
    assertThatThrownBy(() -> graph.output("x", x)).hasMessageContaining("'x'");
    assertThatThrownBy(() -> graph.output(" ", x)).hasMessageContaining("name of its own");
    graph.output("Neg.0", x.exp().negate());
    graph.output("y", x.negate());
    graph.output("F16.4", x.add(graph.parameter("F16.4", Shape.of(4))));
    assertThatThrownBy(graph::toBytes)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("two values with the name F16.4");
  }

  @Test
  void operand_ofAnotherGraph_isRefused() {
    Tensor x = graph().input("x", TOKENS);
    OnnxGraph other = graph();
    Tensor y = other.input("y", TOKENS);
    assertThatThrownBy(() -> x.add(y)).hasMessageContaining("comes from elsewhere");
    assertThatThrownBy(() -> other.output("z", x)).hasMessageContaining("comes from elsewhere");
  }
}
