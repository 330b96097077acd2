package ai.vugen.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first; negative axes count from the end.
 *
 * @param dims the extents
 */
public record Shape(List<Dim> dims) {
  public Shape {
    dims = List.copyOf(dims);
  }

  /** Returns a shape of constant extents. */
  public static Shape of(long... sizes) {
    return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
  }

  /** Returns a shape of given extents. */
  public static Shape of(Dim... dims) {
    return new Shape(List.of(dims));
  }

  public int rank() {
    return dims.size();
  }

  /** Returns the extent of an axis; negative axes count from the end. */
  public Dim dim(int axis) {
    return dims.get(axis(axis));
  }

  /** Returns the constant extent of an axis; a {@link ShapeException} if it is symbolic. */
  public long size(int axis) {
    return dim(axis).size();
  }

  /** Returns the axis counted from the front; a {@link ShapeException} if there is none. */
  public int axis(int axis) {
    int counted = axis < 0 ? axis + rank() : axis;
    if (counted < 0 || counted >= rank()) {
      throw new ShapeException("there is no axis " + axis + " in " + this);
    }
    return counted;
  }

  /** Returns the number of elements. */
  public Dim elements() {
    return dims.stream().reduce(Dim.of(1), Dim::times);
  }

  /** Returns whether every extent is known now. */
  public boolean isConstant() {
    return dims.stream().allMatch(Dim::isConstant);
  }

  /** Returns the constant extents; a {@link ShapeException} if one is symbolic. */
  public long[] sizes() {
    return dims.stream().mapToLong(Dim::size).toArray();
  }

  /** Returns the same shape with one extent replaced. */
  public Shape with(int axis, Dim dim) {
    return splice(axis, axis, dim);
  }

  /**
   * Returns the same shape with the axes from {@code first} to {@code last}, inclusive, replaced.
   */
  public Shape splice(int first, int last, Dim... replacement) {
    List<Dim> spliced = new ArrayList<>(dims.subList(0, axis(first)));
    Collections.addAll(spliced, replacement);
    spliced.addAll(dims.subList(axis(last) + 1, rank()));
    return new Shape(spliced);
  }

  /** Returns the same shape with an extent of 1 inserted so that it becomes the given axis. */
  public Shape insertOne(int axis) {
    List<Dim> wider = new ArrayList<>(dims);
    wider.add(axis < 0 ? axis + rank() + 1 : axis, Dim.of(1));
    return new Shape(wider);
  }

  /** Returns the shape that two operands broadcast to, by the rules of NumPy. */
  static Shape broadcast(Object operation, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Dim> result = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      Dim left = i < rank - a.rank() ? Dim.of(1) : a.dims.get(i - rank + a.rank());
      Dim right = i < rank - b.rank() ? Dim.of(1) : b.dims.get(i - rank + b.rank());
      if (!left.equals(right) && !left.isOne() && !right.isOne()) {
        throw new ShapeException(operation + ": " + a + " and " + b + " do not broadcast");
      }
      result.add(left.isOne() ? right : left);
    }
    return new Shape(result);
  }

  @Override
  public String toString() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
