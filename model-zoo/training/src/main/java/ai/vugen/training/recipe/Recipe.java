package ai.vugen.training.recipe;

import ai.vugen.error.ModelException;
import ai.vugen.json.JsonSection;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.VugenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recipe file: the model's configuration and how each stage trains it.
 *
 * @param model the numbers of the model
 * @param modelJson the same as the text of its {@code config.json}
 * @param run how it is trained
 */
public record Recipe(VugenConfig model, String modelJson, RunSettings run) {

  /** Reads a recipe file. */
  public static Recipe read(Path file) {
    JsonSection root = parse(file);
    String modelJson = root.section("model").json();
    return new Recipe(
        ModelConfig.parse(file + ": model", modelJson).requireDrawing(),
        modelJson,
        RunSettings.of(root, file));
  }

  static JsonSection parse(Path file) {
    try {
      return JsonSection.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the same recipe on another device of libtorch, such as {@code cuda}. */
  public Recipe on(String device) {
    return new Recipe(model, modelJson, run.on(device));
  }

  /** Returns the settings of one stage. */
  public StageSettings stage(String name) {
    return run.stage(name);
  }

  long seed() {
    return run.seed();
  }

  int threads() {
    return run.threads();
  }
}
