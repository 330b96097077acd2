package ai.vugen.onnx;

import ai.vugen.checkpoint.TensorSource;
import ai.vugen.error.ModelException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is known before the graph runs: a parameter or a constant.
 *
 * @param name of the value
 * @param type element type
 * @param sizes extents
 * @param source where its bytes are; null in a graph without weights
 */
record Initializer(String name, OnnxType type, List<Long> sizes, @Nullable TensorSource source) {
  private static final int EXTERNAL = 1;

  /** TensorProto. */
  Message write() {
    Message message = new Message();
    sizes.forEach(size -> message.integer(1, size));
    message.integer(2, type.code()).text(8, name);
    if (source instanceof TensorSource.InFile file) {
      entry(message, "location", String.valueOf(file.path().getFileName()));
      entry(message, "offset", Long.toString(file.offset()));
      entry(message, "length", Long.toString(file.length()));
      return message.integer(14, EXTERNAL);
    }
    return message.bytes(9, bytes());
  }

  private ByteBuffer bytes() {
    if (source == null) {
      throw new ModelException("The graph has no weights: the parameter " + name + " is nowhere.");
    }
    return source.window(0, Math.toIntExact(source.length()));
  }

  private static void entry(Message message, String key, String value) {
    message.message(13, new Message().text(1, key).text(2, value));
  }
}
