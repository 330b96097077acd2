package ai.vugen.training.recipe;

import ai.vugen.error.VuGenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a training run keeps its files: {@code tokenizer.json}, and for each stage a folder with
 * its state, its curves, its pictures and, when it is done, {@code model.safetensors}.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {
  /** The stages in order; each starts from the model that the one before left. */
  public static final List<String> STAGES =
      List.of("pretrain", "decoder", "distil", "language", "tower");

  /** A finished model in this folder, if there is one, is what the first stage starts from. */
  static final String START = "start";

  /** Returns the folder's name of what a stage starts from. */
  static String before(String stage) {
    int index = STAGES.indexOf(stage);
    return index > 0 ? STAGES.get(index - 1) : START;
  }

  /** Returns the tokenizer, trained first. */
  public Path tokenizer() {
    return root.resolve("tokenizer.json");
  }

  /** Returns the folder of a stage, which is created if need be. */
  public Path stage(String name) {
    Path folder = root.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new VuGenException("The folder " + folder + " cannot be created: " + e.getMessage(), e);
    }
  }

  /** Returns what a stage goes on from after an interruption. */
  public Path state(String stage) {
    return stage(stage).resolve("state.safetensors");
  }

  /**
   * Returns the averaged weights that a finished stage leaves; exists only when the stage is done.
   */
  public Path model(String stage) {
    return stage(stage).resolve("model.safetensors");
  }

  /** Returns whether a stage is done. */
  public boolean isDone(String stage) {
    return Files.isRegularFile(model(stage));
  }
}
