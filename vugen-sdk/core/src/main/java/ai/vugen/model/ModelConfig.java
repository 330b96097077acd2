package ai.vugen.model;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.graph.Network;
import ai.vugen.json.JsonSection;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.model.vision.VisionConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every number of a model, read from the {@code config.json} of its folder and checked against its
 * neighbours; the family of the model is the type.
 *
 * <p>The file is a Perception LM configuration as Hugging Face writes it (in the layout of version
 * 5 or before), with a section {@code vugen} if the model can draw.
 */
public sealed interface ModelConfig permits PlmConfig, VugenConfig {
  /** Returns the model's name, from {@code vugen.name} or the architecture. */
  String name();

  /** Returns the perception encoder and its projector. */
  VisionConfig vision();

  /** Returns the most tiles of an image, without the thumbnail. */
  int maxTiles();

  /** Returns the language model. */
  LanguageConfig language();

  /** Special token ids. */
  SpecialTokens tokens();

  /**
   * Returns what the chat template says as system; empty for no system block; null for the text of
   * the perception language model.
   */
  @Nullable String systemText();

  /** Returns the numbers of a model that can draw; empty if this one cannot. */
  Optional<VugenConfig> drawing();

  /** Returns the networks of the model, in the order of the data. */
  List<Network> networks();

  /**
   * Returns the network of a name.
   *
   * @throws InvalidRequestException if the model has none
   */
  default Network network(String name) {
    return networks().stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "The model %s has no network %s; it has %s."
                        .formatted(name(), name, networks())));
  }

  /**
   * Returns the numbers of a model that draws.
   *
   * @throws InvalidRequestException if this one can only answer questions
   */
  default VugenConfig requireDrawing() {
    return drawing()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "The model "
                        + name()
                        + " cannot draw, encode or decode latents: its config.json has no section"
                        + " vugen. It can answer questions. To draw, open a model with a"
                        + " generation tower and a decoder; the command init-vugen makes one of a"
                        + " PLM folder, to be trained."));
  }

  /** Returns the chat template of the model. */
  default ChatTemplate chatTemplate(Tokenizer tokenizer) {
    String text = systemText();
    return new ChatTemplate(
        tokenizer, vision().tokensPerTile(), text == null ? ChatTemplate.PLM_SYSTEM_TEXT : text);
  }

  /** The largest configuration file that is read, in bytes. */
  long LARGEST_FILE = 1 << 20;

  /**
   * Reads the configuration of a model folder.
   *
   * @throws ModelNotFoundException if the folder holds none
   * @throws ModelIntegrityException if it is damaged or contradicts itself
   */
  static ModelConfig read(Path folder) {
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
  static ModelConfig parse(String file, String text) {
    return ConfigReader.read(JsonSection.parse(file, text));
  }
}
