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
   * The target of a Reshape in numbers, or null if it takes more than copying and one inference.
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

  /** The value of a shape as a vector, for a Reshape or an Expand named in errors. */
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
