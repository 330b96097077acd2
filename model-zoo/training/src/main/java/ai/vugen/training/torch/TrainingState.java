package ai.vugen.training.torch;

import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/**
 * The state of a training run, from which it goes on as if it had never stopped: weights, moments
 * of the optimizer, averages and counts, in one safetensors file that is replaced in one step.
 *
 * @param weights the weights
 * @param optimizer their optimizer
 * @param average their average
 */
public record TrainingState(TorchWeights weights, Optimizer optimizer, WeightAverage average) {
  private static final String WEIGHT = "weight/";
  private static final String AVERAGE = "average/";
  private static final String MOMENT1 = "moment1/";
  private static final String MOMENT2 = "moment2/";
  private static final String STEP = "step/";
  private static final String STEPS = "steps";
  private static final String UPDATES = "average.updates";
  private static final String NOTE = "note.";

  /**
   * Writes the state.
   *
   * @param notes what else the run must know to go on
   */
  public void save(Path file, Map<String, String> notes) {
    try (TorchScope scope = new TorchScope()) {
      SafetensorsWriter writer = new SafetensorsWriter();
      writer.metadata(STEPS, Long.toString(optimizer.steps()));
      writer.metadata(UPDATES, Long.toString(average.updates()));
      notes.forEach((key, value) -> writer.metadata(NOTE + key, value));
      for (Parameter parameter : weights.parameters()) {
        add(writer, WEIGHT + parameter.name(), parameter.master());
      }
      for (Parameter parameter : average.averages().parameters()) {
        add(writer, AVERAGE + parameter.name(), parameter.master());
      }
      optimizer
          .moments()
          .forEach(
              (name, moments) -> {
                add(writer, MOMENT1 + name, moments.first());
                add(writer, MOMENT2 + name, moments.second());
                add(writer, STEP + name, moments.step());
              });
      writer.write(file);
    }
  }

  private static void add(SafetensorsWriter writer, String name, Tensor tensor) {
    writer.add(name, DataType.F32, tensor.shape(), HostMemory.bytes(tensor));
  }

  /**
   * Reads a state into the weights, the optimizer and the average, which must be fresh.
   *
   * @return the notes
   */
  public Map<String, String> load(Path file) {
    SafetensorsFile saved = SafetensorsFile.open(file);
    try (TorchScope scope = new TorchScope()) {
      Map<String, Optimizer.Moments> moments = new TreeMap<>();
      for (TensorEntry entry : saved.entries().values()) {
        String name = entry.name().substring(entry.name().indexOf('/') + 1);
        if (entry.name().startsWith(WEIGHT)) {
          weights.put(name, Shape.of(entry.shape()), entry.floats());
        } else if (entry.name().startsWith(AVERAGE)) {
          average.averages().put(name, Shape.of(entry.shape()), entry.floats());
        } else if (entry.name().startsWith(STEP)) {
          moments.put(name, moments(saved, name));
        }
      }
      optimizer.restore(count(saved, STEPS), moments);
      average.restore(count(saved, UPDATES));
    }
    Map<String, String> notes = new TreeMap<>();
    saved
        .metadata()
        .forEach(
            (key, value) -> {
              if (key.startsWith(NOTE)) {
                notes.put(key.substring(NOTE.length()), value);
              }
            });
    return notes;
  }

  private Optimizer.Moments moments(SafetensorsFile saved, String name) {
    return new Optimizer.Moments(
            tensor(saved, MOMENT1 + name),
            tensor(saved, MOMENT2 + name),
            weights.backend().number(saved.floats(STEP + name)[0]))
        .retain();
  }

  private Tensor tensor(SafetensorsFile saved, String name) {
    TensorEntry entry = saved.entry(name);
    return weights.backend().upload(entry.floats(), entry.shape());
  }

  private static long count(SafetensorsFile saved, String key) {
    String value = saved.metadata().get(key);
    if (value == null) {
      throw new ModelIntegrityException(
          saved.path() + " has no " + key + " in its metadata: it is no training state.");
    }
    return Long.parseLong(value);
  }
}
