package ai.vugen.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape that an operation's operands give, or a {@link ShapeException} that names them. */
final class ResultShape {
  private ResultShape() {}

  static Shape permute(Shape shape, int[] axes) {
    if (axes.length != shape.rank() || Arrays.stream(axes).distinct().count() != axes.length) {
      throw new ShapeException(
          "permute: " + Arrays.toString(axes) + " is no order of the axes of " + shape);
    }
    return new Shape(Arrays.stream(axes).mapToObj(shape::dim).toList());
  }

  static Shape slice(Shape shape, int axis, long from, long to) {
    if (from < 0 || to <= from || (shape.dim(axis).isConstant() && to > shape.size(axis))) {
      throw new ShapeException(
          "slice: [" + from + ", " + to + ") is outside axis " + axis + " of " + shape);
    }
    return shape.with(axis, Dim.of(to - from));
  }

  static Shape gather(Shape rows, Shape indices) {
    if (rows.rank() != 2) {
      throw new ShapeException("gather: needs a matrix and indices, got " + rows);
    }
    List<Dim> dims = new ArrayList<>(indices.dims());
    dims.add(rows.dim(1));
    return new Shape(dims);
  }

  static Shape matmul(Shape left, Shape right) {
    if (left.rank() < 2 || right.rank() < 2 || !left.dim(-1).equals(right.dim(-2))) {
      throw new ShapeException("matmul: " + left + " times " + right);
    }
    List<Dim> dims = new ArrayList<>(Shape.broadcast("matmul", outer(left), outer(right)).dims());
    dims.add(left.dim(-2));
    dims.add(right.dim(-1));
    return new Shape(dims);
  }

  private static Shape outer(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }

  static Shape linear(Shape x, Shape weight, @Nullable Shape bias) {
    if (x.rank() < 2 || weight.rank() != 2 || !x.dim(-1).equals(weight.dim(1))) {
      throw new ShapeException("linear: " + x + " with a weight of " + weight);
    }
    checkVector("linear bias", bias, weight.dim(0));
    return x.with(-1, weight.dim(0));
  }

  static Shape conv2d(Shape x, Shape weight, @Nullable Shape bias, int stride, int padding) {
    if (x.rank() != 4 || weight.rank() != 4 || !x.dim(1).equals(weight.dim(1))) {
      throw new ShapeException("conv2d: " + x + " with a weight of " + weight);
    }
    checkVector("conv2d bias", bias, weight.dim(0));
    long spareRows = x.size(2) + 2L * padding - weight.size(2);
    long spareColumns = x.size(3) + 2L * padding - weight.size(3);
    if (spareRows < 0 || spareColumns < 0) {
      throw new ShapeException("conv2d: " + x + " is smaller than " + weight);
    }
    return Shape.of(
        x.dim(0), weight.dim(0), Dim.of(spareRows / stride + 1), Dim.of(spareColumns / stride + 1));
  }

  static Shape upsampleNearest(Shape x, int factor) {
    if (x.rank() != 4 || factor < 1) {
      throw new ShapeException("upsampleNearest: " + x + " by " + factor);
    }
    Dim by = Dim.of(factor);
    return x.with(2, x.dim(2).times(by)).with(3, x.dim(3).times(by));
  }

  static Shape maxPool(Shape x, int window) {
    if (x.rank() != 4 || window < 1 || x.size(2) < window || x.size(3) < window) {
      throw new ShapeException("maxPool: " + x + " in windows of " + window);
    }
    return x.with(2, Dim.of(x.size(2) / window)).with(3, Dim.of(x.size(3) / window));
  }

  static void checkGroups(Shape x, int groups) {
    if (x.rank() != 4 || x.size(1) % groups != 0) {
      throw new ShapeException("groupNorm: " + x + " in " + groups + " groups");
    }
  }

  static void checkAttention(Shape queries, Shape keys, Shape values, @Nullable Shape bias) {
    boolean fits =
        queries.rank() == 4
            && keys.rank() == 4
            && keys.equals(values.with(-1, keys.dim(-1)))
            && queries.dim(0).equals(keys.dim(0))
            && queries.dim(3).equals(keys.dim(3))
            && queries.size(1) % keys.size(1) == 0;
    if (!fits) {
      throw new ShapeException(
          "attention: " + queries + " on keys " + keys + " and values " + values);
    }
    Shape scores = queries.with(-1, keys.dim(2));
    if (bias != null && !Shape.broadcast("attention bias", scores, bias).equals(scores)) {
      throw new ShapeException("attention: bias " + bias + " on scores " + scores);
    }
  }

  static void checkRotation(Shape x, Shape cos, Shape sin) {
    if (x.rank() != 4 || x.size(3) % 2 != 0 || !cos.equals(sin)) {
      throw new ShapeException("rotate: " + x + " by " + cos + " and " + sin);
    }
    Shape angles = x.with(-1, Dim.of(x.size(3) / 2));
    if (!Shape.broadcast("rotate", angles, cos).equals(angles)) {
      throw new ShapeException("rotate: " + x + " by angles of " + cos);
    }
  }

  static void checkVector(String what, @Nullable Shape vector, Dim size) {
    if (vector != null && !vector.equals(Shape.of(size))) {
      throw new ShapeException(what + ": " + vector + " instead of [" + size + "]");
    }
  }
}
