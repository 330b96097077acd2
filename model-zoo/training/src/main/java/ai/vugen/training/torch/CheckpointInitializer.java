package ai.vugen.training.torch;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.tensor.Role;
import java.util.Arrays;

/**
 * Takes the values of parameters from a checkpoint.
 *
 * @param checkpoint the checkpoint
 * @param others where the parameters come from that the checkpoint lacks
 */
public record CheckpointInitializer(Checkpoint checkpoint, Initializer others)
    implements Initializer {
  /** Returns an initializer for networks whose every parameter the checkpoint must have. */
  public static CheckpointInitializer of(Checkpoint checkpoint) {
    return new CheckpointInitializer(checkpoint, (name, role, sizes) -> checkpoint.floats(name));
  }

  @Override
  public float[] values(String name, Role role, long[] sizes) {
    TensorEntry entry = checkpoint.entries().get(name);
    if (entry == null) {
      return others.values(name, role, sizes);
    }
    if (!Arrays.equals(entry.shape(), sizes)) {
      throw new ModelIntegrityException(
          "The weight "
              + name
              + " in "
              + checkpoint.location()
              + " is "
              + Arrays.toString(entry.shape())
              + ", but the network needs "
              + Arrays.toString(sizes)
              + ". Give the checkpoint that belongs to the configuration.");
    }
    return entry.floats();
  }
}
