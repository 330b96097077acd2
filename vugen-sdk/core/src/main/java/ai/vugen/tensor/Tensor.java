package ai.vugen.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the backend it was made by: a symbolic value of a graph, or numbers.
 *
 * <p>ModelParts are written with the public methods, which check shapes and name the operation and
 * the shapes in a {@link ShapeException}. A backend implements the protected ones. Those that are
 * abstract are the primitive operations; the others are written with primitives, and a backend may
 * replace them by a fused operator that computes the same.
 *
 * <p>A tensor is immutable. Operands must come from the same backend.
 */
public abstract class Tensor extends Operations {
  protected Tensor(Shape shape, Kind kind) {
    super(shape, kind);
  }

  // Elementwise

  /** Elementwise sum; operands broadcast. */
  public final Tensor add(Tensor other) {
    return elementwise(Binary.ADD, other);
  }

  /** Elementwise difference; operands broadcast. */
  public final Tensor sub(Tensor other) {
    return elementwise(Binary.SUB, other);
  }

  /** Elementwise product; operands broadcast. */
  public final Tensor mul(Tensor other) {
    return elementwise(Binary.MUL, other);
  }

  /** Elementwise quotient; operands broadcast. */
  public final Tensor div(Tensor other) {
    return elementwise(Binary.DIV, other);
  }

  public final Tensor add(double value) {
    return add(scalar(value));
  }

  public final Tensor mul(double value) {
    return mul(scalar(value));
  }

  public final Tensor negate() {
    return unary(Unary.NEGATE);
  }

  public final Tensor exp() {
    return unary(Unary.EXP);
  }

  public final Tensor sqrt() {
    return unary(Unary.SQRT);
  }

  public final Tensor reciprocal() {
    return unary(Unary.RECIPROCAL);
  }

  public final Tensor tanh() {
    return unary(Unary.TANH);
  }

  public final Tensor erf() {
    return unary(Unary.ERF);
  }

  public final Tensor sin() {
    return unary(Unary.SIN);
  }

  public final Tensor cos() {
    return unary(Unary.COS);
  }

  public final Tensor sigmoid() {
    return unary(Unary.SIGMOID);
  }

  /** Returns the larger of x and 0. */
  public final Tensor relu() {
    return unary(Unary.RELU);
  }

  /** x · sigmoid(x). */
  public final Tensor silu() {
    return siluOp();
  }

  /** Returns the exact Gaussian error linear unit, x · Φ(x) with the error function. */
  public final Tensor gelu() {
    return geluOp();
  }

  private Tensor elementwise(Binary op, Tensor other) {
    return binary(op, other, Shape.broadcast(op, shape, other.shape));
  }

  private Tensor scalar(double value) {
    return constant(new float[] {(float) value}, Shape.of(new long[0]));
  }

  // Shape

  /** Returns the same elements in another shape of as many elements. */
  public final Tensor reshape(Shape target) {
    if (!shape.elements().equals(target.elements())) {
      throw new ShapeException("reshape: " + shape + " does not have the elements of " + target);
    }
    return target.equals(shape) ? this : reshapeOp(target);
  }

  /** Splits an axis into several, whose sizes are given; one of them may be -1, the rest. */
  public final Tensor unflatten(int axis, long... sizes) {
    Dim known = Dim.of(Arrays.stream(sizes).filter(s -> s >= 0).reduce(1, Math::multiplyExact));
    Dim[] parts = new Dim[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      parts[i] = sizes[i] >= 0 ? Dim.of(sizes[i]) : shape.dim(axis).over(known);
    }
    return reshape(shape.splice(axis, axis, parts));
  }

  /** Joins the axes from {@code first} to {@code last}, inclusive, into one. */
  public final Tensor flatten(int first, int last) {
    Dim joined =
        IntStream.rangeClosed(shape.axis(first), shape.axis(last))
            .mapToObj(shape::dim)
            .reduce(Dim.of(1), Dim::times);
    return reshape(shape.splice(first, last, joined));
  }

  /** Inserts an axis of size 1. */
  public final Tensor unsqueeze(int axis) {
    return reshape(shape.insertOne(axis));
  }

  /** Reorders the axes: axis i of the result is axis {@code axes[i]} of this. */
  public final Tensor permute(int... axes) {
    return permuteOp(axes, ResultShape.permute(shape, axes));
  }

  /** Exchanges two axes. */
  public final Tensor transpose(int a, int b) {
    int[] axes = IntStream.range(0, shape.rank()).toArray();
    axes[shape.axis(a)] = shape.axis(b);
    axes[shape.axis(b)] = shape.axis(a);
    return permute(axes);
  }

  /** Repeats axes of size 1 so that the shape becomes the target. */
  public final Tensor expand(Shape target) {
    if (!Shape.broadcast("expand", shape, target).equals(target)) {
      throw new ShapeException("expand: " + shape + " does not expand to " + target);
    }
    return target.equals(shape) ? this : expandOp(target);
  }

  /** Returns the elements {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
  public final Tensor slice(int axis, long from, long to) {
    return sliceOp(shape.axis(axis), from, to, ResultShape.slice(shape, axis, from, to));
  }

  /** Joins tensors along an axis; their other extents are equal. */
  public static Tensor concat(int axis, List<Tensor> parts) {
    Tensor first = parts.get(0);
    int at = first.shape.axis(axis);
    Dim joined = first.shape.dim(at);
    for (Tensor part : parts.subList(1, parts.size())) {
      if (!part.shape.with(at, joined).equals(first.shape.with(at, joined))) {
        throw new ShapeException(
            "concat along axis " + axis + ": " + first.shape + " and " + part.shape);
      }
      joined = joined.plus(part.shape.dim(at));
    }
    return parts.size() == 1 ? first : first.concatOp(at, parts, first.shape.with(at, joined));
  }

  /** {@link #concat(int, List)} of the arguments. */
  public static Tensor concat(int axis, Tensor... parts) {
    return concat(axis, List.of(parts));
  }

  /**
   * Index of rows of this {@code [rows, width]}: indices of any shape give {@code [..., width]}.
   */
  public final Tensor gather(Tensor indices) {
    if (indices.kind != Kind.INDEX) {
      throw new ShapeException("gather: needs a matrix and indices, got " + shape);
    }
    return gatherOp(indices, ResultShape.gather(shape, indices.shape));
  }

  // Reductions and products

  /** Mean along an axis, which stays with size 1. */
  public final Tensor mean(int axis) {
    return meanOp(shape.axis(axis), shape.with(axis, Dim.of(1)));
  }

  /** Softmax along the last axis. */
  public final Tensor softmax() {
    return softmaxOp();
  }

  /** Matrix product of the last two axes; the others broadcast. */
  public final Tensor matmul(Tensor other) {
    return matmulOp(other, ResultShape.matmul(shape, other.shape));
  }

  /**
   * y = x Wᵀ + b along the last axis.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  public final Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return linearOp(weight, bias, ResultShape.linear(shape, weight.shape, shapeOf(bias)));
  }

  /**
   * Two-dimensional convolution of {@code [batch, in, height, width]}.
   *
   * @param weight {@code [out, in, kernel, kernel]}
   * @param bias {@code [out]}, or null for none
   * @param stride step of the window, at least 1
   * @param padding zeros added on each side
   */
  public final Tensor conv2d(Tensor weight, @Nullable Tensor bias, int stride, int padding) {
    return conv2dOp(
        weight,
        bias,
        stride,
        padding,
        ResultShape.conv2d(shape, weight.shape, shapeOf(bias), stride, padding));
  }

  /** Repeats every pixel of {@code [batch, channels, height, width]} factor × factor times. */
  public final Tensor upsampleNearest(int factor) {
    Shape target = ResultShape.upsampleNearest(shape, factor);
    return factor == 1 ? this : upsampleNearestOp(factor, target);
  }

  /**
   * Returns the largest of each window of {@code [batch, channels, height, width]}; windows lie
   * side by side, and what does not fill one is left out.
   *
   * @param window height and width of a window
   */
  public final Tensor maxPool(int window) {
    return maxPoolOp(window, ResultShape.maxPool(shape, window));
  }

  /** Returns the indices as real numbers. */
  public final Tensor toReal() {
    return kind == Kind.REAL ? this : toRealOp();
  }

  // Normalisation and attention

  /**
   * Layer normalisation along the last axis: (x − mean) / √(variance + epsilon) · weight + bias.
   *
   * @param weight {@code [width]}, or null for 1
   * @param bias {@code [width]}, or null for 0
   */
  public final Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    ResultShape.checkVector("layerNorm weight", shapeOf(weight), shape.dim(-1));
    ResultShape.checkVector("layerNorm bias", shapeOf(bias), shape.dim(-1));
    return layerNormOp(weight, bias, epsilon);
  }

  /** Root-mean-square normalisation along the last axis: x / √(mean x² + epsilon) · weight. */
  public final Tensor rmsNorm(Tensor weight, double epsilon) {
    ResultShape.checkVector("rmsNorm weight", shapeOf(weight), shape.dim(-1));
    return rmsNormOp(weight, epsilon);
  }

  /**
   * Group normalisation of {@code [batch, channels, height, width]}: each group of neighbouring
   * channels is normalised over its channels and pixels, then scaled per channel.
   *
   * @param weight {@code [channels]}, or null for 1
   * @param bias {@code [channels]}, or null for 0
   */
  public final Tensor groupNorm(
      int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    ResultShape.checkGroups(shape, groups);
    ResultShape.checkVector("groupNorm weight", shapeOf(weight), shape.dim(1));
    ResultShape.checkVector("groupNorm bias", shapeOf(bias), shape.dim(1));
    return groupNormOp(groups, weight, bias, epsilon);
  }

  /**
   * Scaled dot-product attention, softmax(scale · q kᵀ + bias) v, of queries {@code [batch, heads,
   * tokens, dim]} (this).
   *
   * @param keys {@code [batch, kvHeads, keys, dim]}; query head h uses key head h / (heads /
   *     kvHeads)
   * @param values {@code [batch, kvHeads, keys, dim]}
   * @param bias added to the scores before the softmax, broadcast to {@code [batch, heads, tokens,
   *     keys]}; null for none
   * @return {@code [batch, heads, tokens, dim]}
   */
  public final Tensor attention(Tensor keys, Tensor values, double scale, @Nullable Tensor bias) {
    ResultShape.checkAttention(shape, keys.shape, values.shape, shapeOf(bias));
    return attentionOp(keys, values, scale, bias);
  }

  /**
   * Turns pairs of channels of {@code [batch, heads, tokens, dim]} by angles: (a, b) becomes (a cos
   * − b sin, b cos + a sin).
   *
   * @param cos cosine of the angles, broadcast to {@code [batch, heads, tokens, dim / 2]}
   * @param sin sine of the angles, of the same shape
   */
  public final Tensor rotate(Tensor cos, Tensor sin, Pairs pairs) {
    ResultShape.checkRotation(shape, cos.shape, sin.shape);
    return rotateOp(cos, sin, pairs);
  }

  private static @Nullable Shape shapeOf(@Nullable Tensor tensor) {
    return tensor == null ? null : tensor.shape;
  }

  // Composite operations: written with primitives, fused where a backend can

  protected Tensor linearOp(Tensor weight, @Nullable Tensor bias, Shape result) {
    return Composite.linear(this, weight, bias);
  }

  protected Tensor siluOp() {
    return mul(sigmoid());
  }

  protected Tensor geluOp() {
    return Composite.gelu(this);
  }

  protected Tensor layerNormOp(@Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return Composite.layerNorm(this, weight, bias, epsilon);
  }

  protected Tensor rmsNormOp(Tensor weight, double epsilon) {
    return Composite.rmsNorm(this, weight, epsilon);
  }

  protected Tensor groupNormOp(
      int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return Composite.groupNorm(this, groups, weight, bias, epsilon);
  }

  protected Tensor attentionOp(Tensor keys, Tensor values, double scale, @Nullable Tensor bias) {
    return Composite.attention(this, keys, values, scale, bias);
  }

  protected Tensor rotateOp(Tensor cos, Tensor sin, Pairs pairs) {
    return Composite.rotate(this, cos, sin, pairs);
  }
}
