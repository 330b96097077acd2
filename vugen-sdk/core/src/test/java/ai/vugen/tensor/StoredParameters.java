package ai.vugen.tensor;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.TensorEntry;
import java.util.Map;

/**
 * Parameters that are in files already; a backend may use them where they are.
 *
 * @param entries by name
 */
public record StoredParameters(Map<String, TensorEntry> entries) implements Evaluator.Parameters {
  /** The parameters of a checkpoint. */
  public static StoredParameters of(Checkpoint checkpoint) {
    return new StoredParameters(checkpoint.entries());
  }

  /** The numbers, widened to float. */
  @Override
  public NdArray get(String name) {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return NdArray.of(entry.floats(), entry.shape());
  }
}
