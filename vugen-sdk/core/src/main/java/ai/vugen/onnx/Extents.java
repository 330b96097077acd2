package ai.vugen.onnx;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shapes as operands of Reshape and Expand. Extents known now are constants, as far as possible the
 * others are copied (0) or inferred (-1) by Reshape; only what is left is read at run time from a
 * value that has the extent.
 */
final class Extents {
  /*
   * The algorithm, and why: a graph is built once for every batch and length, so some extents are
   * symbols, as "tokens", times a constant. The operators take their target as a vector of numbers at
   * run time. Its elements are found in this order, the cheapest first:
   *
   * 1. A known extent is a constant of the graph.
   * 2. Reshape has two wildcards (ONNX operator specification): 0 copies the extent of the same axis
   *    of its input, and one -1 stands for what is left of the number of elements. With at most one
   *    unknown that is not copied, the target is still a constant and costs nothing at run time. An
   *    extent that is constantly 0 cannot be written as 0, which would copy; it takes the -1.
   * 3. Otherwise (two unknowns, or Expand, which has no wildcards) each unknown is read where it
   *    occurs: every value of the graph registers its symbolic extents, the first place of each is
   *    kept, and Shape with start and end gives that one extent; Concat makes the vector. Only an
   *    extent that is registered as a whole can be read; there is no arithmetic on extents, because
   *    each that the networks need is an axis of an input or of something computed from it.
   */

  private static final long COPIED = 0;
  private static final long INFERRED = -1;

  private final OnnxGraph graph;
  private final Map<Dim, Place> places = new HashMap<>();

  private record Place(String value, int axis) {}

  Extents(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Remembers where the symbolic extents of a value can be read. */
  void register(OnnxTensor tensor) {
    for (int axis = 0; axis < tensor.shape().rank(); axis++) {
      if (!tensor.shape().dim(axis).isConstant()) {
        places.putIfAbsent(tensor.shape().dim(axis), new Place(tensor.value(), axis));
      }
    }
  }

  /**
   * Returns the target of a Reshape in numbers, or null if it takes more than copying and one
   * inference.
   */
  long @Nullable [] reshapeTarget(Shape from, Shape to) {
    long[] target = new long[to.rank()];
    int inferred = 0;
    for (int axis = 0; axis < target.length; axis++) {
      Dim dim = to.dim(axis);
      if (dim.isConstant() && dim.size() > 0) {
        target[axis] = dim.size();
      } else if (axis < from.rank() && from.dim(axis).equals(dim)) {
        target[axis] = COPIED;
      } else {
        target[axis] = INFERRED;
        inferred++;
      }
    }
    return inferred > 1 ? null : target;
  }

  /** Returns the value of a shape as a vector, for a Reshape or an Expand named in errors. */
  String vector(String operation, Shape shape) {
    if (shape.isConstant()) {
      return graph.initializers().longs(shape.sizes());
    }
    List<String> parts = shape.dims().stream().map(dim -> extent(operation, shape, dim)).toList();
    return parts.size() == 1
        ? parts.get(0)
        : graph
            .node("Concat", Shape.of(parts.size()), Kind.INDEX, parts, Attribute.of("axis", 0))
            .value();
  }

  private String extent(String operation, Shape shape, Dim dim) {
    if (dim.isConstant()) {
      return graph.initializers().longs(dim.size());
    }
    Place place = places.get(dim);
    if (place == null) {
      throw new ShapeException(
          operation + " to " + shape + ": nothing in the graph has the extent " + dim);
    }
    return graph
        .node(
            "Shape",
            Shape.of(1),
            Kind.INDEX,
            List.of(place.value),
            Attribute.of("start", place.axis),
            Attribute.of("end", place.axis + 1))
        .value();
  }
}
