package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.training.torch.TorchWeights;
import java.util.HashSet;
import java.util.Set;

/** The model that a finished stage leaves: averaged weights, and all that earlier stages left. */
final class StageModel {
  private StageModel() {}

  static void write(RunFolder run, String stage, TorchWeights weights, TorchWeights averages) {
    SafetensorsWriter writer = new SafetensorsWriter();
    Set<String> written = new HashSet<>(averages.names());
    averages.save(writer, "", DataType.F32);
    for (String name : weights.names()) {
      if (written.add(name)) {
        weights.save(writer, name, DataType.F32);
      }
    }
    int index = RunFolder.STAGES.indexOf(stage);
    if (index > 0) {
      Checkpoint before =
          Checkpoint.open(run.stage(RunFolder.STAGES.get(index - 1)), "model.safetensors");
      for (TensorEntry entry : before.entries().values()) {
        if (written.add(entry.name())) {
          writer.add(entry);
        }
      }
    }
    writer.write(run.model(stage));
  }
}
