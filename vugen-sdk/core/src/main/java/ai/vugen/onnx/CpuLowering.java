package ai.vugen.onnx;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operators that ONNX Runtime computes fast on a processor in float32.
 *
 * <p>Narrow weights are cast, which the runtime does once when it loads the graph; a table is read
 * first and cast afterwards, because casting a large one once would hold it twice. Linear layers
 * are Gemm on flattened tokens, with the weight as stored: a transposed weight would be held twice.
 */
class CpuLowering extends Lowering {
  static final Lowering PLAIN = new CpuLowering();

  /** Whatever the weights are stored in; 8-bit integers are only inside products. */
  @Override
  OnnxType real() {
    return OnnxType.FLOAT;
  }

  @Override
  OnnxTensor cast(OnnxTensor parameter) {
    if (parameter.scale() != null) {
      throw new IllegalStateException(
          parameter.value() + " is quantized; it can only be the weight of a linear layer");
    }
    return parameter
        .graph()
        .node(
            "Cast",
            parameter.shape(),
            Kind.REAL,
            List.of(parameter.value()),
            Attribute.of("to", real().code()));
  }

  @Override
  OnnxTensor gather(OnnxTensor table, OnnxTensor indices, Shape result) {
    OnnxGraph graph = table.graph();
    OnnxTensor rows =
        graph.node(
            "Gather",
            result,
            table.kind(),
            List.of(table.value(), indices.value()),
            Attribute.of("axis", 0));
    return table.needsCast() ? cast(rows) : rows;
  }

  @Override
  OnnxTensor linear(OnnxTensor x, OnnxTensor weight, @Nullable OnnxTensor bias, Shape result) {
    Dim rows = x.shape().with(-1, Dim.of(1)).elements();
    OnnxTensor flat = (OnnxTensor) x.reshape(Shape.of(rows, x.shape().dim(-1)));
    OnnxTensor matrix = weight.forProducts();
    if (matrix.scale() != null) {
      return (OnnxTensor) Int8Linear.apply(flat, matrix, bias).reshape(result);
    }
    List<Tensor> operands = new ArrayList<>(List.of(flat, weight));
    if (bias != null) {
      operands.add(bias);
    }
    OnnxTensor product =
        x.node("Gemm", Shape.of(rows, weight.shape().dim(0)), operands, Attribute.of("transB", 1));
    return (OnnxTensor) product.reshape(result);
  }

  @Override
  OnnxTensor conv2d(
      OnnxTensor x,
      OnnxTensor weight,
      @Nullable OnnxTensor bias,
      int stride,
      int padding,
      Shape result) {
    Attribute[] window = {
      Attribute.of("kernel_shape", weight.shape().size(2), weight.shape().size(3)),
      Attribute.of("pads", padding, padding, padding, padding),
      Attribute.of("strides", stride, stride)
    };
    if (weight.scale() != null) {
      return Int8Convolution.apply(x, weight, bias, result, window);
    }
    return x.node(
        "Conv", result, bias == null ? List.of(x, weight) : List.of(x, weight, bias), window);
  }

  @Override
  OnnxTensor upsampleNearest(OnnxTensor x, int factor, Shape result) {
    OnnxGraph graph = x.graph();
    String scales = // float32 in whatever type the graph computes
        graph.initializers().floats(new float[] {1, 1, factor, factor}, Shape.of(4));
    return graph.node(
        "Resize",
        result,
        x.kind(),
        List.of(x.computed(), "", scales),
        Attribute.of("coordinate_transformation_mode", "asymmetric"),
        Attribute.of("mode", "nearest"),
        Attribute.of("nearest_mode", "floor"));
  }

  @Override
  OnnxTensor silu(OnnxTensor x) {
    return (OnnxTensor) x.mul(x.sigmoid()); // the runtime fuses the two
  }

  @Override
  OnnxTensor gelu(OnnxTensor x) {
    OnnxTensor rows = x.rows();
    return (OnnxTensor)
        rows.node("Gelu", rows.shape(), List.of(rows), Attribute.of("approximate", "none"))
            .reshape(x.shape());
  }

  @Override
  OnnxTensor layerNorm(
      OnnxTensor x, @Nullable OnnxTensor weight, @Nullable OnnxTensor bias, double epsilon) {
    OnnxTensor rows = x.rowsOfChannels();
    List<Tensor> operands =
        new ArrayList<>(List.of(rows, weight == null ? fill(x, 1, x.shape().size(-1)) : weight));
    if (bias != null) {
      operands.add(bias);
    }
    return (OnnxTensor)
        rows.node(
                "LayerNormalization",
                rows.shape(),
                operands,
                Attribute.of("axis", -1),
                Attribute.of("epsilon", epsilon))
            .reshape(x.shape());
  }

  @Override
  OnnxTensor rmsNorm(OnnxTensor x, OnnxTensor weight, double epsilon) {
    OnnxTensor rows = x.rowsOfChannels();
    return (OnnxTensor)
        rows.node(
                "RMSNormalization",
                rows.shape(),
                List.of(rows, weight),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", epsilon))
            .reshape(x.shape());
  }

  /** Makes each group one channel of an InstanceNormalization; GroupNormalization has no kernel. */
  @Override
  OnnxTensor groupNorm(
      OnnxTensor x,
      int groups,
      @Nullable OnnxTensor weight,
      @Nullable OnnxTensor bias,
      double epsilon) {
    Dim batch = x.shape().dim(0);
    long channels = x.shape().size(1);
    Dim size = Dim.of(channels / groups).times(x.shape().dim(2)).times(x.shape().dim(3));
    Tensor grouped = x.reshape(Shape.of(batch, Dim.of(groups), size)); // [b, groups, size]
    Tensor normed =
        x.node(
                "InstanceNormalization",
                grouped.shape(),
                List.of(grouped, fill(x, 1, groups), fill(x, 0, groups)),
                Attribute.of("epsilon", epsilon))
            .reshape(x.shape());
    Shape channelwise = Shape.of(channels, 1, 1);
    Tensor scaled = weight == null ? normed : normed.mul(weight.reshape(channelwise));
    return (OnnxTensor) (bias == null ? scaled : scaled.add(bias.reshape(channelwise)));
  }

  @Override
  OnnxTensor attention(
      OnnxTensor queries,
      OnnxTensor keys,
      OnnxTensor values,
      double scale,
      @Nullable OnnxTensor bias) {
    List<Tensor> operands = new ArrayList<>(List.of(queries, keys, values));
    if (bias != null) {
      operands.add(perQueryAndKey(bias, queries.shape().dim(2), keys.shape().dim(2)));
    }
    return queries.node(
        "Attention",
        queries.shape().with(-1, values.shape().dim(-1)),
        operands,
        Attribute.of("scale", scale));
  }

  /** Returns the operator repeats a bias over the batch and heads, but not over queries or keys. */
  private static Tensor perQueryAndKey(Tensor bias, Dim queries, Dim keys) {
    Tensor matrix = bias;
    while (matrix.shape().rank() < 2) {
      matrix = matrix.unsqueeze(0);
    }
    return matrix.expand(matrix.shape().with(-2, queries).with(-1, keys));
  }

  /**
   * Makes angles of the shape that the operator takes, {@code [batch, tokens, dim / 2]}, the same
   * for every head.
   */
  @Override
  OnnxTensor rotate(OnnxTensor x, OnnxTensor cos, OnnxTensor sin, Tensor.Pairs pairs) {
    return x.node(
        "RotaryEmbedding",
        x.shape(),
        List.of(x, perToken(x, cos), perToken(x, sin)),
        Attribute.of("interleaved", pairs == Tensor.Pairs.NEIGHBOURS ? 1 : 0));
  }

  private static Tensor perToken(Tensor x, Tensor angles) {
    Tensor whole = angles;
    while (whole.shape().rank() < 4) {
      whole = whole.unsqueeze(0);
    }
    Shape heads = Shape.of(x.shape().dim(0), Dim.of(1), x.shape().dim(2), angles.shape().dim(-1));
    return whole.expand(heads).flatten(1, 2);
  }

  private static Tensor fill(OnnxTensor x, float value, long size) {
    float[] values = new float[Math.toIntExact(size)];
    Arrays.fill(values, value);
    return x.graph().constant(values, Shape.of(size));
  }
}
