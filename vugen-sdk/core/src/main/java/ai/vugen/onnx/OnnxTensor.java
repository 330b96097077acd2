package ai.vugen.onnx;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of a graph: a call of an operation adds operators to the graph. */
final class OnnxTensor extends Tensor {
  private final OnnxGraph graph;
  private final String value;
  private final @Nullable OnnxTensor reshaped;

  OnnxTensor(OnnxGraph graph, String value, Shape shape, Kind kind) {
    this(graph, value, shape, kind, null);
  }

  /** A value that has the elements of another one. */
  private OnnxTensor(
      OnnxGraph graph, String value, Shape shape, Kind kind, @Nullable OnnxTensor reshaped) {
    super(shape, kind);
    this.graph = graph;
    this.value = value;
    this.reshaped = reshaped;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** Returns the name of the value; that of a parameter is in the type of its file. */
  String value() {
    return value;
  }

  /** Returns whether this is a parameter or constant of another type than the graph computes in. */
  boolean needsCast() {
    return graph.initializers().contains(value)
        && graph.initializers().get(value).type() != graph.lowering().type(kind());
  }

  /** Returns the name of the scales of a quantized matrix; null if this is none. */
  @Nullable String scale() {
    return graph.initializers().scale(value);
  }

  /** Returns the quantized copy of a table that products are made with; this if there is none. */
  OnnxTensor forProducts() {
    String copy = value + Checkpoint.PRODUCTS;
    return graph.initializers().contains(copy)
        ? new OnnxTensor(graph, copy, shape(), kind())
        : this;
  }

  /** Returns the name of the value in the type that the graph computes in. */
  String computed() {
    return needsCast() ? graph.lowering().cast(this).value : value;
  }

  /** Returns an operator on operands of this graph. */
  OnnxTensor node(String operator, Shape result, List<Tensor> operands, Attribute... with) {
    return graph.node(operator, result, kind(), computed(operands), with);
  }

  private OnnxTensor unaryNode(String operator, Shape result, Attribute... with) {
    return node(operator, result, List.of(this), with);
  }

  private List<String> computed(List<Tensor> operands) {
    return operands.stream().map(operand -> graph.own(operand).computed()).toList();
  }

  /** Returns an operator on this and vectors of integers, such as axes. */
  private OnnxTensor node(String operator, Shape result, long[][] vectors, Attribute... with) {
    List<String> operands = new ArrayList<>(List.of(computed()));
    for (long[] vector : vectors) {
      operands.add(graph.initializers().longs(vector));
    }
    return graph.node(operator, result, kind(), operands, with);
  }

  /**
   * Returns the matrix that this was reshaped from, or this. Elementwise operations work on it, so
   * that between linear layers nothing is reshaped.
   */
  OnnxTensor rows() {
    return reshaped != null && reshaped.shape().rank() == 2 ? reshaped : this;
  }

  /** {@link #rows} if a row of the matrix is the last axis of this, or else this. */
  OnnxTensor rowsOfChannels() {
    OnnxTensor rows = rows();
    return rows.shape().dim(-1).equals(shape().dim(-1)) ? rows : this;
  }

  @Override
  protected Tensor constant(float[] values, Shape shape) {
    return graph.constant(values, shape);
  }

  @Override
  protected Tensor unary(Unary op) {
    String operator =
        switch (op) {
          case NEGATE -> "Neg";
          case EXP -> "Exp";
          case SQRT -> "Sqrt";
          case RECIPROCAL -> "Reciprocal";
          case TANH -> "Tanh";
          case ERF -> "Erf";
          case SIN -> "Sin";
          case COS -> "Cos";
          case SIGMOID -> "Sigmoid";
          case RELU -> "Relu";
        };
    OnnxTensor rows = rows();
    return rows.unaryNode(operator, rows.shape()).reshape(shape());
  }

  @Override
  protected Tensor binary(Binary op, Tensor other, Shape result) {
    String operator =
        switch (op) {
          case ADD -> "Add";
          case SUB -> "Sub";
          case MUL -> "Mul";
          case DIV -> "Div";
        };
    return binary(operator, graph.own(other), result);
  }

  private Tensor binary(String operator, OnnxTensor other, Shape result) {
    if (shape().equals(other.shape())) {
      Shape rows = other.rows() == other ? rows().shape() : other.rows().shape();
      return node(operator, rows, List.of(reshape(rows), other.reshape(rows))).reshape(result);
    }
    OnnxTensor rows = other.shape().rank() == 0 ? rows() : rowsOfChannels();
    if (shape().equals(result) && other.shape().rank() < 2) {
      return node(operator, rows.shape(), List.of(rows, other)).reshape(result);
    }
    return node(operator, result, List.of(this, other));
  }

  @Override
  protected OnnxTensor reshapeOp(Shape result) {
    OnnxTensor source = reshaped == null ? this : reshaped;
    if (source.shape().equals(result)) {
      return source;
    }
    long[] target = graph.extents().reshapeTarget(source.shape(), result);
    if (target == null) {
      source = this;
      target = graph.extents().reshapeTarget(shape(), result);
    }
    String vector =
        target == null
            ? graph.extents().vector("reshape", result)
            : graph.initializers().longs(target);
    OnnxTensor node = graph.node("Reshape", result, kind(), List.of(source.computed(), vector));
    return new OnnxTensor(graph, node.value, result, kind(), source);
  }

  @Override
  protected Tensor permuteOp(int[] axes, Shape result) {
    return unaryNode("Transpose", result, Attribute.of("perm", axes));
  }

  @Override
  protected Tensor expandOp(Shape result) {
    return graph.node(
        "Expand", result, kind(), List.of(computed(), graph.extents().vector("expand", result)));
  }

  @Override
  protected Tensor sliceOp(int axis, long from, long to, Shape result) {
    return node("Slice", result, new long[][] {{from}, {to}, {axis}});
  }

  @Override
  protected Tensor concatOp(int axis, List<Tensor> parts, Shape result) {
    return node("Concat", result, parts, Attribute.of("axis", axis));
  }

  @Override
  protected Tensor gatherOp(Tensor indices, Shape result) {
    return graph.lowering().gather(this, graph.own(indices), result);
  }

  @Override
  protected Tensor meanOp(int axis, Shape result) {
    return node("ReduceMean", result, new long[][] {{axis}}, Attribute.of("keepdims", 1));
  }

  @Override
  protected Tensor softmaxOp() {
    return unaryNode("Softmax", shape(), Attribute.of("axis", -1));
  }

  @Override
  protected Tensor matmulOp(Tensor other, Shape result) {
    return node("MatMul", result, List.of(this, other));
  }

  @Override
  protected Tensor conv2dOp(
      Tensor weight, @Nullable Tensor bias, int stride, int padding, Shape result) {
    return graph.lowering().conv2d(this, graph.own(weight), own(bias), stride, padding, result);
  }

  @Override
  protected Tensor upsampleNearestOp(int factor, Shape result) {
    return graph.lowering().upsampleNearest(this, factor, result);
  }

  @Override
  protected Tensor maxPoolOp(int window, Shape result) {
    return unaryNode(
        "MaxPool",
        result,
        Attribute.of("kernel_shape", window, window),
        Attribute.of("strides", window, window));
  }

  @Override
  protected Tensor toRealOp() {
    return graph.node(
        "Cast",
        shape(),
        Kind.REAL,
        List.of(value),
        Attribute.of("to", graph.lowering().real().code()));
  }

  @Override
  protected Tensor linearOp(Tensor weight, @Nullable Tensor bias, Shape result) {
    return graph.lowering().linear(this, graph.own(weight), own(bias), result);
  }

  @Override
  protected Tensor siluOp() {
    return graph.lowering().silu(this);
  }

  @Override
  protected Tensor geluOp() {
    return graph.lowering().gelu(this);
  }

  @Override
  protected Tensor layerNormOp(@Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return graph.lowering().layerNorm(this, own(weight), own(bias), epsilon);
  }

  @Override
  protected Tensor rmsNormOp(Tensor weight, double epsilon) {
    return graph.lowering().rmsNorm(this, graph.own(weight), epsilon);
  }

  @Override
  protected Tensor groupNormOp(
      int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return graph.lowering().groupNorm(this, groups, own(weight), own(bias), epsilon);
  }

  @Override
  protected Tensor attentionOp(Tensor keys, Tensor values, double scale, @Nullable Tensor bias) {
    return graph.lowering().attention(this, graph.own(keys), graph.own(values), scale, own(bias));
  }

  @Override
  protected Tensor rotateOp(Tensor cos, Tensor sin, Pairs pairs) {
    boolean sameForHeads =
        cos.shape().rank() < 3 || cos.shape().dim(-3).equals(Dim.of(1)); // of [.., heads, s, d/2]
    return sameForHeads && cos.shape().rank() > 1
        ? graph.lowering().rotate(this, graph.own(cos), graph.own(sin), pairs)
        : super.rotateOp(cos, sin, pairs);
  }

  private @Nullable OnnxTensor own(@Nullable Tensor tensor) {
    return tensor == null ? null : graph.own(tensor);
  }
}
