package ai.vugen.onnx;

import ai.vugen.checkpoint.TensorEntry;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph finds the parameters that its networks ask for, as in {@code
 * checkpoint.entries()::get}.
 */
@FunctionalInterface
public interface ParameterStore {
  /** Returns the stored parameter of a name, or null if there is none. */
  @Nullable TensorEntry find(String name);
}
