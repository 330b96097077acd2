package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.VuGenException;
import ai.vugen.model.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Puts models where a run looks for what earlier stages left.
 *
 * @param run the folder of the run
 */
record VariantStart(RunFolder run) {
  private static final List<String> DRAWING =
      List.of(Networks.REDUCER + ".", Networks.DECODER + ".", Networks.TOWER + ".", "latent.");

  /** Takes tokenizer, encoder, projector and language model of a finished model, once. */
  void takeUnderstanding(Path model) {
    if (run.isDone("pretrain")) {
      return;
    }
    copy(model.resolve("tokenizer.json"), run.tokenizer());
    SafetensorsWriter writer = new SafetensorsWriter();
    for (TensorEntry entry : Checkpoint.open(model).entries().values()) {
      if (DRAWING.stream().noneMatch(entry.name()::startsWith)) {
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
      Files.createDirectories(to.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(to.toAbsolutePath().getParent(), "copy", ".part");
      Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
      Files.move(temporary, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new VuGenException(from + " cannot be copied to " + to, e);
    }
  }
}
