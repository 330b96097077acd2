package ai.vugen.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One input or output of a session. */
public record SessionPort(String name, ElementType type, List<Dimension> shape) {
  public SessionPort {
    shape = List.copyOf(shape);
  }

  static List<SessionPort> of(Collection<NodeInfo> nodes) {
    List<SessionPort> ports = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        throw new ModelIntegrityException(
            "The graph's port '%s' is not a tensor; only tensors can be passed to a session."
                .formatted(node.getName()));
      }
      ports.add(of(node.getName(), info));
    }
    return List.copyOf(ports);
  }

  private static SessionPort of(String name, TensorInfo info) {
    long[] sizes = info.getShape();
    String[] names = info.getDimensionNames();
    List<Dimension> shape = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      shape.add(sizes[i] < 0 ? new Dimension.Symbolic(names[i]) : new Dimension.Fixed(sizes[i]));
    }
    return new SessionPort(name, ElementType.of(info.type, name), shape);
  }

  /**
   * Checks that a tensor fits here; the sizes met for symbolic names are kept in {@code bound}, so
   * that two ports cannot give one name two sizes.
   */
  void check(NativeTensor tensor, Map<String, Long> bound) {
    if (tensor.type() != type || tensor.rank() != shape.size()) {
      throw mismatch(tensor, "");
    }
    for (int i = 0; i < shape.size(); i++) {
      long size = tensor.size(i);
      Dimension dimension = shape.get(i);
      if (dimension instanceof Dimension.Fixed fixed) {
        if (fixed.size() != size) {
          throw mismatch(tensor, "");
        }
      } else if (dimension instanceof Dimension.Symbolic symbol && !symbol.name().isEmpty()) {
        Long before = bound.putIfAbsent(symbol.name(), size);
        if (before != null && before != size) {
          throw mismatch(tensor, ", and '%s' is %d elsewhere".formatted(symbol.name(), before));
        }
      }
    }
  }

  private InvalidRequestException mismatch(NativeTensor tensor, String detail) {
    return new InvalidRequestException(
        "'%s' expects %s%s%s but was given %s."
            .formatted(name, type, shape, detail, tensor.description()));
  }

  /** Returns the port in the form {@code name: F32[1, tokens, 64]}. */
  @Override
  public String toString() {
    return name + ": " + type + shape;
  }
}
