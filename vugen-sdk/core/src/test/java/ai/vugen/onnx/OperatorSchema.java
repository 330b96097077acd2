package ai.vugen.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What operator set 23 says about an operator that graphs here use (onnx/docs/Operators.md).
 *
 * @param minInputs fewest inputs
 * @param maxInputs most inputs
 * @param optional positions of inputs that may be left out in between
 * @param maxOutputs most outputs
 * @param attributes types of the attributes, by name
 * @param required names of the attributes that have no default
 */
record OperatorSchema(
    int minInputs,
    int maxInputs,
    Set<Integer> optional,
    int maxOutputs,
    Map<String, AttributeType> attributes,
    Set<String> required) {
  private static final AttributeType INT = AttributeType.INT;
  private static final AttributeType INTS = AttributeType.INTS;
  private static final AttributeType FLOAT = AttributeType.FLOAT;
  private static final AttributeType STRING = AttributeType.STRING;

  /** The operators by name. */
  static final Map<String, OperatorSchema> ALL = all();

  /** ONNX Runtime's own operators by name (its docs/ContribOperators.md). */
  static final Map<String, OperatorSchema> RUNTIME =
      Map.of("MatMulIntegerToFloat", of(4, 7, Map.of()).leavingOut(4, 5));

  private static Map<String, OperatorSchema> all() {
    Map<String, OperatorSchema> all = new TreeMap<>();
    for (String unary :
        Arrays.asList(
            "Neg",
            "Exp",
            "Sqrt",
            "Reciprocal",
            "Tanh",
            "Erf",
            "Sin",
            "Cos",
            "Sigmoid",
            "Relu",
            "Abs",
            "Round",
            "Identity")) {
      all.put(unary, of(1, 1, Map.of()));
    }
    for (String binary : Arrays.asList("Add", "Sub", "Mul", "Div", "MatMul", "Expand")) {
      all.put(binary, of(2, 2, Map.of()));
    }
    shapes(all);
    networks(all);
    return all;
  }

  private static void shapes(Map<String, OperatorSchema> all) {
    all.put("Reshape", of(2, 2, Map.of("allowzero", INT)));
    all.put("Transpose", of(1, 1, Map.of("perm", INTS)));
    all.put("Slice", of(3, 5, Map.of()));
    all.put("Concat", of(1, Integer.MAX_VALUE, Map.of("axis", INT)).requiring("axis"));
    all.put("Gather", of(2, 2, Map.of("axis", INT)));
    all.put("Shape", of(1, 1, Map.of("start", INT, "end", INT)));
    all.put("Cast", of(1, 1, Map.of("to", INT, "saturate", INT)).requiring("to"));
    all.put(
        "Resize",
        of(
                1,
                4,
                Map.of(
                    "antialias", INT,
                    "axes", INTS,
                    "coordinate_transformation_mode", STRING,
                    "cubic_coeff_a", FLOAT,
                    "exclude_outside", INT,
                    "extrapolation_value", FLOAT,
                    "keep_aspect_ratio_policy", STRING,
                    "mode", STRING,
                    "nearest_mode", STRING))
            .leavingOut(1, 2, 3));
  }

  private static void networks(Map<String, OperatorSchema> all) {
    all.put("ReduceMean", of(1, 2, Map.of("keepdims", INT, "noop_with_empty_axes", INT)));
    all.put("ReduceMax", of(1, 2, Map.of("keepdims", INT, "noop_with_empty_axes", INT)));
    all.put("ReduceMin", of(1, 2, Map.of("keepdims", INT, "noop_with_empty_axes", INT)));
    all.put(
        "DequantizeLinear", of(2, 3, Map.of("axis", INT, "block_size", INT, "output_dtype", INT)));
    all.put(
        "QuantizeLinear",
        of(
            2,
            3,
            Map.of(
                "axis", INT,
                "block_size", INT,
                "output_dtype", INT,
                "precision", INT,
                "saturate", INT)));
    all.put("Softmax", of(1, 1, Map.of("axis", INT)));
    all.put("Gemm", of(2, 3, Map.of("alpha", FLOAT, "beta", FLOAT, "transA", INT, "transB", INT)));
    Map<String, AttributeType> window =
        Map.of(
            "auto_pad", STRING,
            "dilations", INTS,
            "group", INT,
            "kernel_shape", INTS,
            "pads", INTS,
            "strides", INTS);
    all.put("Conv", of(2, 3, window));
    all.put("QLinearConv", of(8, 9, window));
    all.put(
        "MaxPool",
        of(
                1,
                1,
                Map.of(
                    "auto_pad", STRING,
                    "ceil_mode", INT,
                    "dilations", INTS,
                    "kernel_shape", INTS,
                    "pads", INTS,
                    "storage_order", INT,
                    "strides", INTS))
            .requiring("kernel_shape"));
    all.put("Gelu", of(1, 1, Map.of("approximate", STRING)));
    all.put(
        "LayerNormalization", of(2, 3, Map.of("axis", INT, "epsilon", FLOAT, "stash_type", INT)));
    all.put("RMSNormalization", of(2, 2, Map.of("axis", INT, "epsilon", FLOAT, "stash_type", INT)));
    all.put(
        "RotaryEmbedding",
        of(3, 4, Map.of("interleaved", INT, "num_heads", INT, "rotary_embedding_dim", INT)));
    all.put("InstanceNormalization", of(3, 3, Map.of("epsilon", FLOAT)));
    all.put(
        "Attention",
        of(
                3,
                6,
                Map.of(
                    "is_causal", INT,
                    "kv_num_heads", INT,
                    "q_num_heads", INT,
                    "qk_matmul_output_mode", INT,
                    "scale", FLOAT,
                    "softcap", FLOAT,
                    "softmax_precision", INT))
            .leavingOut(3, 4, 5));
  }

  private static OperatorSchema of(
      int minInputs, int maxInputs, Map<String, AttributeType> attributes) {
    return new OperatorSchema(minInputs, maxInputs, Set.of(), 1, attributes, Set.of());
  }

  private OperatorSchema requiring(String... names) {
    return new OperatorSchema(
        minInputs, maxInputs, optional, maxOutputs, attributes, Set.of(names));
  }

  private OperatorSchema leavingOut(Integer... positions) {
    return new OperatorSchema(
        minInputs, maxInputs, Set.of(positions), maxOutputs, attributes, required);
  }
}
