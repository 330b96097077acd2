package ai.vugen.assembly;

import ai.vugen.goldens.Goldens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A small perception language model in the Hugging Face layout: shards, index and tokenizer. */
public final class PlmFolder {
  private PlmFolder() {}

  /** Copies the model into a new folder. */
  public static Path write(Path folder) {
    try (Stream<Path> files = Files.list(Goldens.path("plm/model-sharded"))) {
      Files.createDirectories(folder);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
      Files.copy(Goldens.path("plm/tokenizer/tokenizer.json"), folder.resolve("tokenizer.json"));
      Files.writeString(folder.resolve("LICENSE.PLM"), "as it came");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
