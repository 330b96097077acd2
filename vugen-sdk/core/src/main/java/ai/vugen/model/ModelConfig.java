package ai.vugen.model;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.json.JsonSection;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.vision.VisionConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Every number of a model, read from the {@code config.json} of its folder and checked against its
 * neighbours.
 *
 * <p>The file is a Perception LM configuration as Hugging Face writes it (in the layout of version
 * 5 or before), with a section {@code vugen} if the model can draw.
 *
 * @param name the model's name, from {@code vugen.name} or the architecture
 * @param vision the perception encoder and its projector
 * @param maxTiles most tiles of an image, without the thumbnail
 * @param language the language model
 * @param tokens special token ids
 * @param systemText what the chat template says as system; empty for no system block; null for the
 *     text of the perception language model
 * @param generation what the model needs to draw; null if it only sees
 */
public record ModelConfig(
    String name,
    VisionConfig vision,
    int maxTiles,
    LanguageConfig language,
    SpecialTokens tokens,
    @Nullable String systemText,
    @Nullable GenerationConfig generation) {
  public ModelConfig {
    ConfigCheck.vision(vision);
    ConfigCheck.language(language);
    ConfigCheck.tokens(tokens, language);
    if (generation != null) {
      ConfigCheck.generation(generation, vision);
    }
  }

  /** The largest configuration file that is read, in bytes. */
  private static final long LARGEST_FILE = 1 << 20;

  /**
   * Reads the configuration of a model folder.
   *
   * @throws ModelNotFoundException if the folder holds none
   * @throws ModelIntegrityException if it is damaged or contradicts itself
   */
  public static ModelConfig read(Path folder) {
    Path file = folder.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new ModelNotFoundException(
          file
              + " does not exist; a model folder holds config.json, model.safetensors and"
              + " tokenizer.json");
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new ModelIntegrityException(
            file
                + " has "
                + Files.size(file)
                + " bytes; a configuration has at most "
                + LARGEST_FILE);
      }
      return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ModelIntegrityException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a configuration from its text.
   *
   * @param file what errors call it
   */
  public static ModelConfig parse(String file, String text) {
    return ConfigReader.read(JsonSection.parse(file, text));
  }
}
