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
    String before = RunFolder.before(stage);
    if (run.isDone(before)) {
      Checkpoint earlier = Checkpoint.open(run.stage(before), "model.safetensors");
      for (TensorEntry entry : earlier.entries().values()) {
        if (written.add(entry.name())) {
          writer.add(entry);
        }
      }
    }
    writer.write(run.model(stage));
  }
}
