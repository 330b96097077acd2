package ai.vugen.assembly;

import ai.vugen.goldens.Goldens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small perception language model in the Hugging Face layout: shards, index and tokenizer. */
public final class PlmFolder {
  private static final List<String> FILES =
      List.of(
          "config.json",
          "model.safetensors.index.json",
          "model-00001-of-00002.safetensors",
          "model-00002-of-00002.safetensors");

  private PlmFolder() {}

  /** Copies the model into a new folder. */
  public static Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String file : FILES) {
        Files.write(folder.resolve(file), Goldens.resource("plm/model-sharded/" + file));
      }
      Files.write(
          folder.resolve("tokenizer.json"), Goldens.resource("plm/tokenizer/tokenizer.json"));
      Files.writeString(folder.resolve("LICENSE.PLM"), "as it came");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
