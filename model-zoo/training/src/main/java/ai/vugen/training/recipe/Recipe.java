package ai.vugen.training.recipe;

import ai.vugen.error.ModelException;
import ai.vugen.model.ConfigSection;
import ai.vugen.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A recipe file: the model's configuration and how each stage trains it.
 *
 * @param model the numbers of the model
 * @param modelJson the same as the text of its {@code config.json}
 * @param seed of the data order, the initial weights and all noise
 * @param threads threads, each of which computes its share of every batch
 * @param precision of the computation; masters are always float32
 * @param checkpointSeconds time between two checkpoints
 * @param sampleSeconds time between two sample sheets
 * @param stages the settings of the stages
 * @param folder of the file, which paths in it are relative to
 */
public record Recipe(
    ModelConfig model,
    String modelJson,
    long seed,
    int threads,
    String precision,
    int checkpointSeconds,
    int sampleSeconds,
    ConfigSection stages,
    Path folder) {

  /** Reads a recipe file. */
  public static Recipe read(Path file) {
    try {
      ConfigSection root = ConfigSection.parse(file.toString(), Files.readString(file));
      String modelJson = root.section("model").json();
      return new Recipe(
          ModelConfig.parse(file + ": model", modelJson),
          modelJson,
          root.index("seed"),
          root.size("threads"),
          root.text("precision"),
          root.index("checkpoint_seconds"),
          root.index("sample_seconds"),
          root.section("stages"),
          Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The settings of one stage. */
  public StageSettings stage(String name) {
    return StageSettings.of(stages.section(name));
  }
}
