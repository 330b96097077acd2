package ai.vugen.onnx;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;

/**
 * An input or output of a graph.
 *
 * @param name as callers know it
 * @param type element type
 * @param shape with symbols where an extent is known only at run time
 */
record GraphPort(String name, OnnxType type, Shape shape) {
  /** ValueInfoProto. */
  Message write() {
    Message dims = new Message();
    for (Dim dim : shape.dims()) {
      dims.message(
          1,
          dim.isConstant()
              ? new Message().integer(1, dim.size())
              : new Message().text(2, dim.toString()));
    }
    Message tensor = new Message().integer(1, type.code()).message(2, dims);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }
}
