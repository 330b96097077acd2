package ai.vugen.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.Set;

/**
 * The structural rules of the official checker (onnx/checker.cc), applied with the official message
 * classes: versions, names, single assignment, order, operators by their schema, attributes,
 * initializers and the ports' types.
 */
final class OnnxChecker {
  /** The domain of ONNX Runtime's own operators. */
  private static final String RUNTIME = "com.microsoft";

  private final ModelProto model;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();

  private OnnxChecker(ModelProto model) {
    this.model = model;
  }

  /** Checks a model; an AssertionError says which rule it breaks. */
  static void check(byte[] bytes) {
    check(parse(bytes));
  }

  static void check(ModelProto model) {
    new OnnxChecker(model).run();
  }

  static ModelProto parse(byte[] bytes) {
    try {
      return ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("no ONNX model", e);
    }
  }

  private static void rule(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new AssertionError(message.formatted(values));
    }
  }

  private void run() {
    rule(model.getUnknownFields().asMap().isEmpty(), "the model has unknown fields");
    rule(model.getIrVersion() == 11, "IR version %d does not go with set 23", model.getIrVersion());
    operatorSets();
    rule(model.hasGraph(), "there is no graph");
    GraphProto graph = model.getGraph();
    rule(!graph.getName().isEmpty(), "the graph has no name");
    graph.getInputList().forEach(this::input);
    graph.getInitializerList().forEach(this::initializer);
    graph.getNodeList().forEach(this::node);
    rule(graph.getOutputCount() > 0, "there is no output");
    Set<String> outputs = new HashSet<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      type(output);
      rule(outputs.add(output.getName()), "the output %s is there twice", output.getName());
      rule(defined.contains(output.getName()), "nothing computes %s", output.getName());
    }
  }

  /** The standard set, and ONNX Runtime's own exactly where a node is of it. */
  private void operatorSets() {
    Set<String> domains = new HashSet<>();
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      String domain = set.getDomain();
      rule(domain.isEmpty() || domain.equals(RUNTIME), "the operator set is of %s", domain);
      rule(domains.add(domain), "two operator sets of the domain '%s'", domain);
      long version = domain.isEmpty() ? 23 : 1;
      rule(set.getVersion() == version, "operator set %d", set.getVersion());
    }
    boolean isRuntimeOwn =
        model.getGraph().getNodeList().stream().anyMatch(n -> n.getDomain().equals(RUNTIME));
    rule(domains.contains(""), "%d operator sets", domains.size());
    rule(domains.contains(RUNTIME) == isRuntimeOwn, "operator sets of %s", domains);
  }

  private void define(String value) {
    rule(!value.isEmpty(), "a value has no name");
    rule(defined.add(value), "%s is assigned twice", value);
  }

  private void input(ValueInfoProto input) {
    define(input.getName());
    type(input);
  }

  private static void type(ValueInfoProto value) {
    TypeProto type = value.getType();
    rule(type.hasTensorType(), "%s has no tensor type", value.getName());
    int element = type.getTensorType().getElemType();
    rule(element != 0, "%s has no element type", value.getName());
    rule(type.getTensorType().hasShape(), "%s has no shape", value.getName());
    type.getTensorType()
        .getShape()
        .getDimList()
        .forEach(
            dim ->
                rule(
                    dim.hasDimValue() || !dim.getDimParam().isEmpty(),
                    "%s has a dimension without value and name",
                    value.getName()));
  }

  private void initializer(TensorProto tensor) {
    define(tensor.getName());
    String name = tensor.getName();
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    rule(type != null && type != TensorProto.DataType.UNDEFINED, "%s has no type", name);
    long bytes =
        tensor.getDimsList().stream().reduce(1L, Math::multiplyExact) * width(tensor.getDataType());
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      rule(!tensor.hasRawData(), "%s is outside and inside", name);
      external(tensor, bytes);
    } else {
      rule(tensor.hasRawData(), "%s has no data", name);
      rule(tensor.getExternalDataCount() == 0, "%s is inside and outside", name);
      rule(
          tensor.getRawData().size() == bytes, "%s has %d bytes", name, tensor.getRawData().size());
    }
  }

  private static void external(TensorProto tensor, long bytes) {
    Set<String> keys = new HashSet<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      String value = entry.getValue();
      rule(keys.add(entry.getKey()), "%s: %s is there twice", tensor.getName(), entry.getKey());
      switch (entry.getKey()) {
        case "location" ->
            rule(
                !value.isEmpty() && !value.contains("/") && !value.contains("\\"),
                "%s is at %s",
                tensor.getName(),
                value);
        case "offset" -> rule(Long.parseLong(value) >= 0, "%s at %s", tensor.getName(), value);
        case "length" ->
            rule(Long.parseLong(value) == bytes, "%s has %s bytes", tensor.getName(), value);
        default -> rule(false, "%s has external data key %s", tensor.getName(), entry.getKey());
      }
    }
    rule(keys.equals(Set.of("location", "offset", "length")), "%s: %s", tensor.getName(), keys);
  }

  private static int width(int type) {
    return switch (OnnxType.values()[indexOf(type)]) {
      case UINT8, INT8 -> 1;
      case FLOAT16, BFLOAT16 -> 2;
      case FLOAT, INT32 -> 4;
      case INT64, DOUBLE -> 8;
    };
  }

  private static int indexOf(int code) {
    for (OnnxType type : OnnxType.values()) {
      if (type.code() == code) {
        return type.ordinal();
      }
    }
    throw new AssertionError("element type " + code);
  }

  private void node(NodeProto node) {
    String name = node.getName();
    rule(!name.isEmpty() && nodeNames.add(name), "the node %s has no name of its own", node);
    boolean isRuntimeOwn = node.getDomain().equals(RUNTIME);
    rule(
        node.getDomain().isEmpty() || isRuntimeOwn,
        "%s is of the domain %s",
        name,
        node.getDomain());
    OperatorSchema schema =
        (isRuntimeOwn ? OperatorSchema.RUNTIME : OperatorSchema.ALL).get(node.getOpType());
    if (schema == null) {
      throw new AssertionError(name + ": operator " + node.getOpType() + " is not in the set");
    }
    rule(node.getInputCount() >= schema.minInputs(), "%s has too few inputs", name);
    rule(node.getInputCount() <= schema.maxInputs(), "%s has too many inputs", name);
    for (int i = 0; i < node.getInputCount(); i++) {
      String input = node.getInput(i);
      rule(!input.isEmpty() || schema.optional().contains(i), "%s: input %d is missing", name, i);
      rule(input.isEmpty() || defined.contains(input), "%s: %s is not defined yet", name, input);
    }
    rule(
        node.getOutputCount() > 0 && node.getOutputCount() <= schema.maxOutputs(),
        "%s has %d outputs",
        name,
        node.getOutputCount());
    attributes(node, schema);
    node.getOutputList().forEach(this::define);
  }

  private static void attributes(NodeProto node, OperatorSchema schema) {
    Set<String> names = new HashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      String name = attribute.getName();
      rule(names.add(name), "%s: %s is there twice", node.getName(), name);
      rule(
          attribute.getType() == schema.attributes().get(name),
          "%s: %s %s is not in the schema",
          node.getName(),
          attribute.getType(),
          name);
      rule(holdsItsType(attribute), "%s: %s holds another type", node.getName(), name);
    }
    rule(names.containsAll(schema.required()), "%s has only %s", node.getName(), names);
  }

  private static boolean holdsItsType(AttributeProto attribute) {
    boolean integer = attribute.hasI();
    boolean real = attribute.hasF();
    boolean text = attribute.hasS();
    boolean integers = attribute.getIntsCount() > 0;
    boolean one = (integer ? 1 : 0) + (real ? 1 : 0) + (text ? 1 : 0) + (integers ? 1 : 0) == 1;
    return one
        && switch (attribute.getType()) {
          case INT -> integer;
          case FLOAT -> real;
          case STRING -> text;
          case INTS -> integers;
          default -> false;
        };
  }
}
