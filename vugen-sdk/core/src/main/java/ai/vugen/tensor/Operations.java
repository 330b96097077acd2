package ai.vugen.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primitive operations of a tensor, which every backend has its own of.
 *
 * <p>{@link Tensor} checks the operands, so an operation may rely on them and on its result's
 * shape.
 */
abstract class Operations {
  final Shape shape;
  final Kind kind;

  Operations(Shape shape, Kind kind) {
    this.shape = shape;
    this.kind = kind;
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

  /** Which channels of a head make the pairs that {@link #rotate} turns. */
  public enum Pairs {
    /** Channel i and channel i + dim/2. */
    HALVES,
    /** Channel 2i and channel 2i + 1. */
    NEIGHBOURS
  }

  /** Returns the extents. */
  public final Shape shape() {
    return shape;
  }

  /** Returns what the tensor holds. */
  public final Kind kind() {
    return kind;
  }

  /** Returns a constant of this tensor's backend. */
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
}
