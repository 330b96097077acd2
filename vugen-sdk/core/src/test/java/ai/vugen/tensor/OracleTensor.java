package ai.vugen.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: numbers in double precision and the most obvious loop for every primitive operation.
 */
public final class OracleTensor extends Tensor {
  private final double[] values;

  private OracleTensor(double[] values, Shape shape, Kind kind) {
    super(shape, kind);
    if (values.length != shape.elements().size()) {
      throw new IllegalArgumentException(values.length + " numbers for " + shape);
    }
    this.values = values;
  }

  /** A tensor of the given numbers. */
  public static OracleTensor of(NdArray array) {
    double[] values = new double[array.floats().length + array.longs().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.kind() == Kind.REAL ? array.floats()[i] : array.longs()[i];
    }
    return new OracleTensor(values, Shape.of(array.shape()), array.kind());
  }

  /** The numbers, rounded to float or exact as indices. */
  public NdArray toArray() {
    if (kind() == Kind.INDEX) {
      return NdArray.of(Arrays.stream(values).mapToLong(v -> (long) v).toArray(), shape().sizes());
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return NdArray.of(floats, shape().sizes());
  }

  private OracleTensor make(double[] result, Shape shape) {
    return new OracleTensor(result, shape, kind());
  }

  /** Computes a result element by element from its place in the shape. */
  private OracleTensor at(Shape shape, Element element) {
    long[] sizes = shape.sizes();
    double[] result = new double[(int) shape.elements().size()];
    int[] index = new int[sizes.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = element.at(index);
      for (int axis = sizes.length - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return make(result, shape);
  }

  private interface Element {
    double at(int[] index);
  }

  /** The element at a place; axes of size 1 repeat, and leading axes may be missing. */
  private double get(int... index) {
    int offset = 0;
    int skipped = index.length - shape().rank();
    for (int axis = 0; axis < shape().rank(); axis++) {
      int size = (int) shape().size(axis);
      offset = offset * size + (size == 1 ? 0 : index[skipped + axis]);
    }
    return values[offset];
  }

  private static OracleTensor oracle(Tensor tensor) {
    return (OracleTensor) tensor;
  }

  @Override
  protected Tensor constant(float[] constants, Shape shape) {
    return of(NdArray.of(constants, shape.sizes()));
  }

  @Override
  protected Tensor unary(Unary op) {
    DoubleUnaryOperator function =
        switch (op) {
          case NEGATE -> x -> -x;
          case EXP -> Math::exp;
          case SQRT -> Math::sqrt;
          case RECIPROCAL -> x -> 1 / x;
          case TANH -> Math::tanh;
          case ERF -> OracleTensor::errorFunction;
          case SIN -> Math::sin;
          case COS -> Math::cos;
          case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
          case RELU -> x -> x > 0 ? x : 0;
        };
    return make(Arrays.stream(values).map(function).toArray(), shape());
  }

  /**
   * The error function by its Maclaurin series, and by the continued fraction of its complement
   * where the series loses digits (Abramowitz and Stegun 7.1.5, 7.1.14).
   */
  static double errorFunction(double x) {
    double size = Math.abs(x);
    if (size > 3) {
      double fraction = size;
      for (int k = 100; k > 0; k--) {
        fraction = size + k / 2.0 / fraction;
      }
      return Math.signum(x) * (1 - Math.exp(-size * size) / (Math.sqrt(Math.PI) * fraction));
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 100; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  @Override
  protected Tensor binary(Binary op, Tensor other, Shape result) {
    DoubleBinaryOperator function =
        switch (op) {
          case ADD -> Double::sum;
          case SUB -> (a, b) -> a - b;
          case MUL -> (a, b) -> a * b;
          case DIV -> (a, b) -> a / b;
        };
    return at(result, index -> function.applyAsDouble(get(index), oracle(other).get(index)));
  }

  @Override
  protected Tensor reshapeOp(Shape result) {
    return make(values, result);
  }

  @Override
  protected Tensor permuteOp(int[] axes, Shape result) {
    int[] source = new int[axes.length];
    return at(
        result,
        index -> {
          for (int axis = 0; axis < axes.length; axis++) {
            source[axes[axis]] = index[axis];
          }
          return get(source);
        });
  }

  @Override
  protected Tensor expandOp(Shape result) {
    return at(result, this::get);
  }

  @Override
  protected Tensor sliceOp(int axis, long from, long to, Shape result) {
    return at(
        result,
        index -> {
          int[] source = index.clone();
          source[axis] += (int) from;
          return get(source);
        });
  }

  @Override
  protected Tensor concatOp(int axis, List<Tensor> parts, Shape result) {
    return at(
        result,
        index -> {
          int[] source = index.clone();
          for (Tensor part : parts) {
            if (source[axis] < part.shape().size(axis)) {
              return oracle(part).get(source);
            }
            source[axis] -= (int) part.shape().size(axis);
          }
          throw new AssertionError(Arrays.toString(index));
        });
  }

  @Override
  protected Tensor gatherOp(Tensor indices, Shape result) {
    int rank = result.rank();
    return at(
        result,
        index -> {
          int row = (int) oracle(indices).get(Arrays.copyOf(index, rank - 1));
          return get(row, index[rank - 1]);
        });
  }

  @Override
  protected Tensor meanOp(int axis, Shape result) {
    int size = (int) shape().size(axis);
    return at(
        result,
        index -> {
          int[] source = index.clone();
          double sum = 0;
          for (source[axis] = 0; source[axis] < size; source[axis]++) {
            sum += get(source);
          }
          return sum / size;
        });
  }

  @Override
  protected Tensor softmaxOp() {
    int size = (int) shape().size(-1);
    double[] result = values.clone();
    for (int row = 0; row < result.length; row += size) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + size; i++) {
        largest = Math.max(largest, values[i]);
      }
      double sum = 0;
      for (int i = row; i < row + size; i++) {
        result[i] = Math.exp(values[i] - largest);
        sum += result[i];
      }
      for (int i = row; i < row + size; i++) {
        result[i] /= sum;
      }
    }
    return make(result, shape());
  }

  @Override
  protected Tensor matmulOp(Tensor other, Shape result) {
    int inner = (int) shape().size(-1);
    int row = result.rank() - 2;
    int column = result.rank() - 1;
    return at(
        result,
        index -> {
          int[] left = index.clone();
          int[] right = index.clone();
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            left[column] = k;
            right[row] = k;
            sum += get(left) * oracle(other).get(right);
          }
          return sum;
        });
  }

  @Override
  protected Tensor conv2dOp(
      Tensor weight, @Nullable Tensor bias, int stride, int padding, Shape result) {
    int in = (int) shape().size(1);
    int height = (int) shape().size(2);
    int width = (int) shape().size(3);
    int rows = (int) weight.shape().size(2);
    int columns = (int) weight.shape().size(3);
    double[] kernel = oracle(weight).values;
    return at(
        result,
        index -> {
          double sum = bias == null ? 0 : oracle(bias).values[index[1]];
          for (int channel = 0; channel < in; channel++) {
            for (int row = 0; row < rows; row++) {
              for (int column = 0; column < columns; column++) {
                int y = index[2] * stride + row - padding;
                int x = index[3] * stride + column - padding;
                if (y >= 0 && y < height && x >= 0 && x < width) {
                  double tap = kernel[((index[1] * in + channel) * rows + row) * columns + column];
                  sum += tap * values[((index[0] * in + channel) * height + y) * width + x];
                }
              }
            }
          }
          return sum;
        });
  }

  @Override
  protected Tensor upsampleNearestOp(int factor, Shape result) {
    return at(result, i -> get(i[0], i[1], i[2] / factor, i[3] / factor));
  }

  @Override
  protected Tensor maxPoolOp(int window, Shape result) {
    return at(
        result,
        i -> {
          double largest = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < window * window; k++) {
            int y = i[2] * window + k / window;
            int x = i[3] * window + k % window;
            largest = Math.max(largest, get(i[0], i[1], y, x));
          }
          return largest;
        });
  }

  @Override
  protected Tensor toRealOp() {
    return new OracleTensor(values, shape(), Kind.REAL);
  }
}
