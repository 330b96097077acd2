package ai.vugen.tensor;

import java.util.Arrays;

/** Numbers in a shape, row by row: what goes into an {@link Evaluator} and comes out. */
public final class NdArray {
  private final long[] shape;
  private final Kind kind;
  private final float[] reals;
  private final long[] indices;

  private NdArray(long[] shape, Kind kind, float[] reals, long[] indices) {
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (elements != reals.length + indices.length) {
      throw new IllegalArgumentException(
          (reals.length + indices.length) + " numbers for " + Arrays.toString(shape));
    }
    this.shape = shape.clone();
    this.kind = kind;
    this.reals = reals;
    this.indices = indices;
  }

  /** Real numbers. */
  public static NdArray of(float[] values, long... shape) {
    return new NdArray(shape, Kind.REAL, values, new long[0]);
  }

  /** Indices. */
  public static NdArray of(long[] values, long... shape) {
    return new NdArray(shape, Kind.INDEX, new float[0], values);
  }

  /** The extents. */
  public long[] shape() {
    return shape.clone();
  }

  /** What the numbers are. */
  public Kind kind() {
    return kind;
  }

  /** The real numbers; empty for indices. */
  public float[] floats() {
    return reals;
  }

  /** The indices; empty for real numbers. */
  public long[] longs() {
    return indices;
  }

  /** The same numbers in another shape. */
  public NdArray in(long... otherShape) {
    return new NdArray(otherShape, kind, reals, indices);
  }

  @Override
  public String toString() {
    return kind + Arrays.toString(shape);
  }
}
