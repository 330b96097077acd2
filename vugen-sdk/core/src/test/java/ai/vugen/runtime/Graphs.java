package ai.vugen.runtime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Small ONNX graphs, written node by node. */
final class Graphs {
  static final int F32 = TensorProto.DataType.FLOAT_VALUE;
  static final int I64 = TensorProto.DataType.INT64_VALUE;
  static final int BOOL = TensorProto.DataType.BOOL_VALUE;
  static final int BF16 = TensorProto.DataType.BFLOAT16_VALUE;

  private Graphs() {}

  /** y = a + b, all [n, 4], element by element. */
  static byte[] add() {
    return model(
        GraphProto.newBuilder()
            .addInput(value("a", F32, "n", 4))
            .addInput(value("b", F32, "n", 4))
            .addOutput(value("y", F32, "n", 4))
            .addNode(node("Add", List.of("a", "b"), "y")));
  }

  /** Returns the elements of x [n] above zero; how many is known only after the run. */
  static byte[] positives() {
    return model(
        GraphProto.newBuilder()
            .addInput(value("x", F32, "n"))
            .addOutput(value("y", F32, "m"))
            .addOutput(value("where", I64, "one", "m"))
            .addInitializer(floats("zero", 0f))
            .addNode(node("Greater", List.of("x", "zero"), "above"))
            .addNode(node("NonZero", List.of("above"), "where"))
            .addNode(node("Compress", List.of("x", "above"), "y")));
  }

  /** y = x [n, rows] times an external weight [rows, columns] in a file beside. */
  static byte[] externalMatMul(
      String file, long offset, int type, int rows, int columns, int bytes) {
    TensorProto weight =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(type)
            .addDims(rows)
            .addDims(columns)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", file))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Integer.toString(bytes)))
            .build();
    return model(
        GraphProto.newBuilder()
            .addInput(value("x", F32, "n", rows))
            .addOutput(value("y", F32, "n", columns))
            .addInitializer(weight)
            .addNode(
                node("Cast", List.of("w"), "w32").toBuilder()
                    .addAttribute(integer("to", F32))
                    .build())
            .addNode(node("MatMul", List.of("x", "w32"), "y")));
  }

  /** y = x multiplied {@code steps} times by m [size, size], in one Loop. */
  static byte[] loop(int size) {
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addInput(value("i", I64))
            .addInput(value("go", BOOL))
            .addInput(value("v", F32, size, size))
            .addOutput(value("go_out", BOOL))
            .addOutput(value("v_out", F32, size, size))
            .addNode(node("Identity", List.of("go"), "go_out"))
            .addNode(node("MatMul", List.of("v", "m"), "v_out"))
            .build();
    return model(
        GraphProto.newBuilder()
            .addInput(value("x", F32, size, size))
            .addInput(value("m", F32, size, size))
            .addInput(value("steps", I64))
            .addOutput(value("y", F32, size, size))
            .addInitializer(
                TensorProto.newBuilder().setName("true").setDataType(BOOL).addInt32Data(1).build())
            .addNode(
                node("Loop", List.of("steps", "true", "x"), "y").toBuilder()
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("body")
                            .setType(AttributeProto.AttributeType.GRAPH)
                            .setG(body))
                    .build()));
  }

  /** One node of one input x and one output y, both of the given type and shape. */
  static byte[] unary(String operator, int type, Object... shape) {
    return model(
        GraphProto.newBuilder()
            .addInput(value("x", type, shape))
            .addOutput(value("y", type, shape))
            .addNode(node(operator, List.of("x"), "y")));
  }

  /** all = past [1, used, 2] followed by new [1, more, 2]. */
  static byte[] concatenate() {
    return model(
        GraphProto.newBuilder()
            .addInput(value("past", F32, 1, "used", 2))
            .addInput(value("new", F32, 1, "more", 2))
            .addOutput(value("all", F32, 1, "total", 2))
            .addNode(
                node("Concat", List.of("past", "new"), "all").toBuilder()
                    .addAttribute(integer("axis", 1))
                    .build()));
  }

  static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(10)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(21))
        .setGraph(graph.setName("test"))
        .build()
        .toByteArray();
  }

  static NodeProto node(String operator, List<String> inputs, String... outputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(inputs)
        .addAllOutput(List.of(outputs))
        .build();
  }

  /** A typed value; numbers are fixed dimensions, strings symbolic ones. */
  static ValueInfoProto value(String name, int type, Object... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (Object size : shape) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (size instanceof Number number) {
        dimension.setDimValue(number.longValue());
      } else {
        dimension.setDimParam(size.toString());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
        .build();
  }

  private static TensorProto floats(String name, float value) {
    return TensorProto.newBuilder().setName(name).setDataType(F32).addFloatData(value).build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
