package ai.vugen.training.torch;

import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of numbers in native memory, with gradients.
 *
 * <p>Operands of different precisions meet in the narrower one, so float32 constants do not widen
 * bfloat16 activations, while positions, angles and times stay float32 until they meet an
 * activation. Linear layers and convolutions compute in the precision of their weight.
 *
 * <p>A tensor lives until the {@link TorchScope} closes in which it was made, unless it was
 * retained.
 */
public final class TorchTensor extends Tensor {
  private static final DoubleOptional NO_SCALE = kept(new DoubleOptional());
  static final ScalarTypeOptional SAME_TYPE = kept(new ScalarTypeOptional());

  private final TorchBackend backend;
  private final org.bytedeco.pytorch.Tensor value;
  private final ComputeType precision;

  TorchTensor(
      TorchBackend backend, org.bytedeco.pytorch.Tensor value, Shape shape, ComputeType precision) {
    this(backend, value, shape, Kind.REAL, precision);
  }

  private TorchTensor(
      TorchBackend backend,
      org.bytedeco.pytorch.Tensor value,
      Shape shape,
      Kind kind,
      ComputeType precision) {
    super(shape, kind);
    this.backend = backend;
    this.value = value;
    this.precision = precision;
  }

  static <P extends org.bytedeco.javacpp.Pointer> P kept(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  /** Returns a tensor of indices. */
  static TorchTensor indices(TorchBackend backend, org.bytedeco.pytorch.Tensor value, Shape shape) {
    return new TorchTensor(backend, value, shape, Kind.INDEX, backend.wide());
  }

  // Memory, gradients and numbers

  /** Keeps this tensor beyond the scope it was made in, until it is released; returns it. */
  public TorchTensor retain() {
    value.retainReference();
    return this;
  }

  /** Undoes {@link #retain()}. */
  public void release() {
    value.releaseReference();
  }

  /** Adds the gradients of this number to those of the trainable weights it depends on. */
  public void backward() {
    value.backward();
  }

  /** Adds a share of the gradients of this number to those of the weights it depends on. */
  void backward(double share) {
    value.backward(
        torch.full_like(value, new Scalar(share)),
        new BoolOptional(),
        false,
        new TensorArrayRefOptional());
  }

  /** Returns the same numbers, through which no gradient flows. */
  public TorchTensor detach() {
    return with(value.detach(), shape());
  }

  /** Returns the only number of this tensor; waits until it is computed. */
  public double item() {
    return value.item_double();
  }

  /** Returns the numbers in order, as float32. */
  public float[] floats() {
    return HostMemory.floats(value);
  }

  /** Returns the numbers in order, as float64. */
  public double[] doubles() {
    return HostMemory.doubles(value);
  }

  /** Returns the indices in order. */
  public long[] longs() {
    return HostMemory.longs(value);
  }

  /** Returns the precision of the numbers. */
  public ComputeType precision() {
    return precision;
  }

  org.bytedeco.pytorch.Tensor value() {
    return value;
  }

  TorchBackend backend() {
    return backend;
  }

  /** Returns the numbers in another precision. */
  org.bytedeco.pytorch.Tensor in(ComputeType wanted) {
    return wanted == precision ? value : value.to(wanted.scalarType());
  }

  // Primitives

  @Override
  protected Tensor constant(float[] values, Shape shape) {
    return shape.rank() == 0
        ? new TorchTensor(backend, backend.scalar(values[0]), shape, backend.wide())
        : backend.real(values, shape.sizes());
  }

  @Override
  protected Tensor unary(Unary op) {
    return same(
        switch (op) {
          case NEGATE -> value.neg();
          case EXP -> value.exp();
          case SQRT -> value.sqrt();
          case RECIPROCAL -> value.reciprocal();
          case TANH -> value.tanh();
          case ERF -> value.erf();
          case SIN -> value.sin();
          case COS -> value.cos();
          case SIGMOID -> value.sigmoid();
          case RELU -> value.relu();
        });
  }

  @Override
  protected Tensor binary(Binary op, Tensor other, Shape result) {
    TorchTensor right = torch(other);
    // libtorch computes with a number in the precision of the tensor
    ComputeType common =
        right.shape().rank() == 0
            ? precision
            : shape().rank() == 0 ? right.precision : precision.narrower(right.precision);
    org.bytedeco.pytorch.Tensor a = shape().rank() == 0 ? value : in(common);
    org.bytedeco.pytorch.Tensor b = right.shape().rank() == 0 ? right.value : right.in(common);
    return new TorchTensor(
        backend,
        switch (op) {
          case ADD -> a.add(b);
          case SUB -> a.sub(b);
          case MUL -> a.mul(b);
          case DIV -> a.div(b);
        },
        result,
        common);
  }

  @Override
  protected Tensor reshapeOp(Shape result) {
    return with(value.reshape(result.sizes()), result);
  }

  @Override
  protected Tensor permuteOp(int[] axes, Shape result) {
    long[] order = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      order[i] = axes[i];
    }
    return with(value.permute(order), result);
  }

  @Override
  protected Tensor expandOp(Shape result) {
    return with(value.expand(result.sizes()), result);
  }

  @Override
  protected Tensor sliceOp(int axis, long from, long to, Shape result) {
    return with(value.narrow(axis, from, to - from), result);
  }

  @Override
  protected Tensor concatOp(int axis, List<Tensor> parts, Shape result) {
    ComputeType common = precision;
    for (Tensor part : parts) {
      common = common.narrower(torch(part).precision);
    }
    org.bytedeco.pytorch.Tensor[] values = new org.bytedeco.pytorch.Tensor[parts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = torch(parts.get(i)).in(common);
    }
    return new TorchTensor(
        backend, torch.cat(new TensorVector(values), axis), result, kind(), common);
  }

  @Override
  protected Tensor gatherOp(Tensor indices, Shape result) {
    // a table that learns is widened first, so that gradients of repeated rows add up in float32
    org.bytedeco.pytorch.Tensor table = value.requires_grad() ? in(backend.wide()) : value;
    org.bytedeco.pytorch.Tensor rows =
        torch.embedding(table, torch(indices).value, -1, false, false);
    return with(rows.to(precision.scalarType()), result);
  }

  @Override
  protected Tensor meanOp(int axis, Shape result) {
    return with(value.mean(new long[] {axis}, true, SAME_TYPE), result);
  }

  @Override
  protected Tensor softmaxOp() {
    return same(value.softmax(-1));
  }

  @Override
  protected Tensor matmulOp(Tensor other, Shape result) {
    TorchTensor right = torch(other);
    ComputeType common = precision.narrower(right.precision);
    backend.work().products(result.elements().size(), shape().size(-1));
    return new TorchTensor(
        backend, backend.kernels(common).product(in(common), right.in(common)), result, common);
  }

  @Override
  protected Tensor conv2dOp(
      Tensor weight, @Nullable Tensor bias, int stride, int padding, Shape result) {
    TorchTensor kernel = torch(weight);
    long terms = kernel.shape().elements().size() / kernel.shape().size(0);
    backend.work().products(result.elements().size(), terms);
    org.bytedeco.pytorch.Tensor map =
        backend
            .kernels(kernel.precision)
            .convolution(
                in(kernel.precision),
                kernel.value,
                FusedOperators.optional(bias, kernel.precision),
                stride,
                padding);
    return new TorchTensor(backend, map, result, kernel.precision);
  }

  @Override
  protected Tensor upsampleNearestOp(int factor, Shape result) {
    long[] size = {result.size(2), result.size(3)};
    return with(torch.upsample_nearest2d(value, size, NO_SCALE, NO_SCALE), result);
  }

  @Override
  protected Tensor maxPoolOp(int window, Shape result) {
    return with(torch.max_pool2d(value, window, window), result);
  }

  @Override
  protected Tensor toRealOp() {
    return new TorchTensor(backend, value.to(backend.wide().scalarType()), shape(), backend.wide());
  }

  // Fused composites

  @Override
  protected Tensor linearOp(Tensor weight, @Nullable Tensor bias, Shape result) {
    TorchTensor matrix = torch(weight);
    backend.work().products(result.elements().size(), shape().size(-1));
    return new TorchTensor(
        backend,
        backend
            .kernels(matrix.precision)
            .linear(
                in(matrix.precision),
                matrix.value,
                FusedOperators.optional(bias, matrix.precision)),
        result,
        matrix.precision);
  }

  @Override
  protected Tensor siluOp() {
    return same(torch.silu(value));
  }

  @Override
  protected Tensor geluOp() {
    return same(torch.gelu(value));
  }

  @Override
  protected Tensor layerNormOp(@Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return FusedOperators.layerNorm(this, weight, bias, epsilon);
  }

  @Override
  protected Tensor rmsNormOp(Tensor weight, double epsilon) {
    return FusedOperators.rmsNorm(this, weight, epsilon);
  }

  @Override
  protected Tensor groupNormOp(
      int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return FusedOperators.groupNorm(this, groups, weight, bias, epsilon);
  }

  @Override
  protected Tensor attentionOp(Tensor keys, Tensor values, double scale, @Nullable Tensor bias) {
    TorchTensor k = torch(keys);
    TorchTensor v = torch(values);
    ComputeType common = precision.narrower(k.precision).narrower(v.precision);
    boolean sameHeads = shape().dim(1).equals(k.shape().dim(1));
    return bias != null || !sameHeads
        ? super.attentionOp(keys, values, scale, bias)
        : FusedOperators.attention(this, k, v, scale, common);
  }

  @Override
  protected Tensor rotateOp(Tensor cos, Tensor sin, Pairs pairs) {
    TorchTensor c = torch(cos);
    TorchTensor s = torch(sin);
    ComputeType common = precision.narrower(c.precision).narrower(s.precision);
    if (pairs == Pairs.HALVES) {
      return same(Rotation.halves(in(common), c.in(common), s.in(common)), common);
    }
    return common == ComputeType.BF16 // of which there are no complex numbers
        ? super.rotateOp(cos, sin, pairs)
        : same(Rotation.neighbours(in(common), c.in(common), s.in(common)), common);
  }

  private Tensor same(org.bytedeco.pytorch.Tensor result) {
    return with(result, shape());
  }

  private Tensor same(org.bytedeco.pytorch.Tensor result, ComputeType common) {
    return new TorchTensor(backend, result, shape(), common);
  }

  private TorchTensor with(org.bytedeco.pytorch.Tensor result, Shape resultShape) {
    return new TorchTensor(backend, result, resultShape, kind(), precision);
  }

  /** Returns the tensor as one of this backend. */
  static TorchTensor torch(Tensor tensor) {
    if (tensor instanceof TorchTensor mine) {
      return mine;
    }
    throw new ShapeException("a tensor of another backend: " + tensor.getClass().getName());
  }
}
