package ai.vugen.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the backend it was made by: a symbolic value of a graph, or numbers.
 *
 * <p>Networks are written with the public methods, which check shapes and name the operation and
 * the shapes in a {@link ShapeException}. A backend implements the protected ones. Those that are
 * abstract are the primitive operations; the others are written with primitives, and a backend may
 * replace them by a fused operator that computes the same.
 *
 * <p>A tensor is immutable. Operands must come from the same backend.
 */
public abstract class Tensor {
  private final Shape shape;
  private final ElementType type;

  protected Tensor(Shape shape, ElementType type) {
    this.shape = shape;
    this.type = type;
  }

  /** Elementwise functions of one operand. */
  public enum Unary {
    NEGATE,
    EXP,
    SQRT,
    RECIPROCAL,
    TANH,
    ERF,
    SIN,
    COS,
    SIGMOID,
    RELU
  }

  /** Elementwise functions of two operands, which broadcast. */
  public enum Binary {
    ADD,
    SUB,
    MUL,
    DIV
  }

  /** The extents. */
  public final Shape shape() {
    return shape;
  }

  /** What the tensor holds. */
  public final ElementType type() {
    return type;
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

  /** The larger of x and 0. */
  public final Tensor relu() {
    return unary(Unary.RELU);
  }

  /** x · sigmoid(x). */
  public final Tensor silu() {
    return siluOp();
  }

  /** The exact Gaussian error linear unit, x · Φ(x) with the error function. */
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

  /** The same elements in another shape of as many elements. */
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
    if (axes.length != shape.rank() || Arrays.stream(axes).distinct().count() != axes.length) {
      throw new ShapeException(
          "permute: " + Arrays.toString(axes) + " is no order of the axes of " + shape);
    }
    return permuteOp(axes, new Shape(Arrays.stream(axes).mapToObj(shape::dim).toList()));
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

  /** The elements {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
  public final Tensor slice(int axis, long from, long to) {
    if (from < 0 || to <= from || (shape.dim(axis).isConstant() && to > shape.size(axis))) {
      throw new ShapeException(
          "slice: [" + from + ", " + to + ") is outside axis " + axis + " of " + shape);
    }
    return sliceOp(shape.axis(axis), from, to, shape.with(axis, Dim.of(to - from)));
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
    if (shape.rank() != 2 || indices.type != ElementType.INDEX) {
      throw new ShapeException("gather: needs a matrix and indices, got " + shape);
    }
    List<Dim> dims = new ArrayList<>(indices.shape.dims());
    dims.add(shape.dim(1));
    return gatherOp(indices, new Shape(dims));
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
    if (shape.rank() < 2 || other.shape.rank() < 2 || !shape.dim(-1).equals(other.shape.dim(-2))) {
      throw new ShapeException("matmul: " + shape + " times " + other.shape);
    }
    Shape batch = Shape.broadcast("matmul", outer(this), outer(other));
    List<Dim> dims = new ArrayList<>(batch.dims());
    dims.add(shape.dim(-2));
    dims.add(other.shape.dim(-1));
    return matmulOp(other, new Shape(dims));
  }

  private static Shape outer(Tensor t) {
    return new Shape(t.shape.dims().subList(0, t.shape.rank() - 2));
  }

  /**
   * y = x Wᵀ + b along the last axis.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null for none
   */
  public final Tensor linear(Tensor weight, @Nullable Tensor bias) {
    if (shape.rank() < 2
        || weight.shape.rank() != 2
        || !shape.dim(-1).equals(weight.shape.dim(1))) {
      throw new ShapeException("linear: " + shape + " with a weight of " + weight.shape);
    }
    checkVector("linear bias", bias, weight.shape.dim(0));
    return linearOp(weight, bias, shape.with(-1, weight.shape.dim(0)));
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
    if (shape.rank() != 4
        || weight.shape.rank() != 4
        || !shape.dim(1).equals(weight.shape.dim(1))) {
      throw new ShapeException("conv2d: " + shape + " with a weight of " + weight.shape);
    }
    checkVector("conv2d bias", bias, weight.shape.dim(0));
    long height = (shape.size(2) + 2L * padding - weight.shape.size(2)) / stride + 1;
    long width = (shape.size(3) + 2L * padding - weight.shape.size(3)) / stride + 1;
    if (shape.size(2) + 2L * padding < weight.shape.size(2)
        || shape.size(3) + 2L * padding < weight.shape.size(3)) {
      throw new ShapeException("conv2d: " + shape + " is smaller than " + weight.shape);
    }
    return conv2dOp(
        weight,
        bias,
        stride,
        padding,
        Shape.of(shape.dim(0), weight.shape.dim(0), Dim.of(height), Dim.of(width)));
  }

  /** Repeats every pixel of {@code [batch, channels, height, width]} factor × factor times. */
  public final Tensor upsampleNearest(int factor) {
    if (shape.rank() != 4 || factor < 1) {
      throw new ShapeException("upsampleNearest: " + shape + " by " + factor);
    }
    Dim by = Dim.of(factor);
    Shape target =
        shape.with(2, shape.dim(2).times(by)).with(3, shape.dim(3).times(by)); // [b, c, fh, fw]
    return factor == 1 ? this : upsampleNearestOp(factor, target);
  }

  /**
   * The largest of each window of {@code [batch, channels, height, width]}; windows lie side by
   * side, and what does not fill one is left out.
   *
   * @param window height and width of a window
   */
  public final Tensor maxPool(int window) {
    if (shape.rank() != 4 || window < 1 || shape.size(2) < window || shape.size(3) < window) {
      throw new ShapeException("maxPool: " + shape + " in windows of " + window);
    }
    Dim height = Dim.of(shape.size(2) / window);
    Dim width = Dim.of(shape.size(3) / window);
    return maxPoolOp(window, shape.with(2, height).with(3, width));
  }

  /** The indices as real numbers. */
  public final Tensor toReal() {
    return type == ElementType.REAL ? this : toRealOp();
  }

  // Normalisation and attention

  /**
   * Layer normalisation along the last axis: (x − mean) / √(variance + epsilon) · weight + bias.
   *
   * @param weight {@code [width]}, or null for 1
   * @param bias {@code [width]}, or null for 0
   */
  public final Tensor layerNorm(@Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    checkVector("layerNorm weight", weight, shape.dim(-1));
    checkVector("layerNorm bias", bias, shape.dim(-1));
    return layerNormOp(weight, bias, epsilon);
  }

  /** Root-mean-square normalisation along the last axis: x / √(mean x² + epsilon) · weight. */
  public final Tensor rmsNorm(Tensor weight, double epsilon) {
    checkVector("rmsNorm weight", weight, shape.dim(-1));
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
    if (shape.rank() != 4 || shape.size(1) % groups != 0) {
      throw new ShapeException("groupNorm: " + shape + " in " + groups + " groups");
    }
    checkVector("groupNorm weight", weight, shape.dim(1));
    checkVector("groupNorm bias", bias, shape.dim(1));
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
    boolean fits =
        shape.rank() == 4
            && keys.shape.rank() == 4
            && keys.shape.equals(values.shape.with(-1, keys.shape.dim(-1)))
            && shape.dim(0).equals(keys.shape.dim(0))
            && shape.dim(3).equals(keys.shape.dim(3))
            && shape.size(1) % keys.shape.size(1) == 0;
    if (!fits) {
      throw new ShapeException(
          "attention: " + shape + " on keys " + keys.shape + " and values " + values.shape);
    }
    if (bias != null) {
      Shape scores = shape.with(-1, keys.shape.dim(2));
      if (!Shape.broadcast("attention bias", scores, bias.shape).equals(scores)) {
        throw new ShapeException("attention: bias " + bias.shape + " on scores " + scores);
      }
    }
    return attentionOp(keys, values, scale, bias);
  }

  /** Which channels of a head make the pairs that {@link #rotate} turns. */
  public enum Pairs {
    /** Channel i and channel i + dim/2. */
    HALVES,
    /** Channel 2i and channel 2i + 1. */
    NEIGHBOURS
  }

  /**
   * Turns pairs of channels of {@code [batch, heads, tokens, dim]} by angles: (a, b) becomes (a cos
   * − b sin, b cos + a sin).
   *
   * @param cos cosine of the angles, broadcast to {@code [batch, heads, tokens, dim / 2]}
   * @param sin sine of the angles, of the same shape
   */
  public final Tensor rotate(Tensor cos, Tensor sin, Pairs pairs) {
    if (shape.rank() != 4 || shape.size(3) % 2 != 0 || !cos.shape.equals(sin.shape)) {
      throw new ShapeException("rotate: " + shape + " by " + cos.shape + " and " + sin.shape);
    }
    Shape angles = shape.with(-1, Dim.of(shape.size(3) / 2));
    if (!Shape.broadcast("rotate", angles, cos.shape).equals(angles)) {
      throw new ShapeException("rotate: " + shape + " by angles of " + cos.shape);
    }
    return rotateOp(cos, sin, pairs);
  }

  private static void checkVector(String what, @Nullable Tensor vector, Dim size) {
    if (vector != null && !vector.shape.equals(Shape.of(size))) {
      throw new ShapeException(what + ": " + vector.shape + " instead of [" + size + "]");
    }
  }

  // Primitive operations: every backend has its own

  /** A constant of this tensor's backend. */
  protected abstract Tensor constant(float[] values, Shape shape);

  protected abstract Tensor unary(Unary op);

  protected abstract Tensor binary(Binary op, Tensor other, Shape result);

  protected abstract Tensor reshapeOp(Shape result);

  protected abstract Tensor permuteOp(int[] axes, Shape result);

  protected abstract Tensor expandOp(Shape result);

  protected abstract Tensor sliceOp(int axis, long from, long to, Shape result);

  protected abstract Tensor concatOp(int axis, List<Tensor> parts, Shape result);

  protected abstract Tensor gatherOp(Tensor indices, Shape result);

  protected abstract Tensor meanOp(int axis, Shape result);

  protected abstract Tensor softmaxOp();

  protected abstract Tensor matmulOp(Tensor other, Shape result);

  protected abstract Tensor conv2dOp(
      Tensor weight, @Nullable Tensor bias, int stride, int padding, Shape result);

  protected abstract Tensor upsampleNearestOp(int factor, Shape result);

  protected abstract Tensor maxPoolOp(int window, Shape result);

  protected abstract Tensor toRealOp();

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
