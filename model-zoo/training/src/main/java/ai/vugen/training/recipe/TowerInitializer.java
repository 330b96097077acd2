package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.model.ModelParts;
import ai.vugen.tensor.Role;
import ai.vugen.training.torch.Initializer;

/**
 * Starts the generation tower as a copy of the language model's layers (VUGEN §3.2); what the
 * language model has no counterpart of is fresh.
 *
 * @param checkpoint with the language model
 * @param fresh for the rest
 */
record TowerInitializer(Checkpoint checkpoint, Initializer fresh) implements Initializer {
  @Override
  public float[] values(String name, Role role, long[] sizes) {
    String twin = ModelParts.LANGUAGE + name.substring(name.indexOf('.'));
    boolean copied = name.startsWith(ModelParts.TOWER + ".") && checkpoint.names().contains(twin);
    return copied ? checkpoint.floats(twin) : fresh.values(name, role, sizes);
  }
}
