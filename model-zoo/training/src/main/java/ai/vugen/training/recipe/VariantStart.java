package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import ai.vugen.model.ModelParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts models where a run looks for what earlier stages left.
 *
 * @param run the folder of the run
 */
record VariantStart(RunFolder run) {
  /** The reducer and every weight whose shape depends on the channels of z̃. */
  private static final List<String> OF_LATENTS =
      List.of(
          ModelParts.REDUCER + ".",
          "latent.",
          ModelParts.DECODER + ".conv_in.",
          ModelParts.DECODER + ".ada_ctx_proj.0.",
          ModelParts.TOWER + ".latent_in.",
          ModelParts.TOWER + ".latent_out.");

  /** Takes tokenizer and weights of a finished model, but those that know its z̃, once. */
  void take(Path model) {
    if (run.isDone("pretrain")) {
      return;
    }
    copy(model.resolve("tokenizer.json"), run.tokenizer());
    SafetensorsWriter writer = new SafetensorsWriter();
    for (TensorEntry entry : Checkpoint.open(model).entries().values()) {
      if (OF_LATENTS.stream().noneMatch(entry.name()::startsWith)) {
        writer.add(entry);
      }
    }
    writer.write(run.model("pretrain"));
  }

  /** Lets what one stage left stand for what a later one would have left. */
  void passOver(String done, String later) {
    if (!run.isDone(later)) {
      copy(run.model(done), run.model(later));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      AtomicFile.of(to).withFolders().copyOf(from);
    } catch (IOException e) {
      throw new VuGenException(from + " cannot be copied to " + to, e);
    }
  }
}
