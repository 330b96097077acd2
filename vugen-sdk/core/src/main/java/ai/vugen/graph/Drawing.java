package ai.vugen.graph;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.GenerationConfig;
import ai.vugen.model.ModelConfig;

/** Whether a model can draw. */
public final class Drawing {
  private Drawing() {}

  /**
   * The part of a configuration that drawing needs.
   *
   * @throws InvalidRequestException if the model can only answer questions
   */
  public static GenerationConfig of(ModelConfig config) {
    GenerationConfig generation = config.generation();
    if (generation == null) {
      throw new InvalidRequestException(
          "The model "
              + config.name()
              + " cannot draw, encode or decode latents: its config.json has no section vugen. It"
              + " can answer questions. To draw, open a model with a generation tower and a"
              + " decoder; the command init-vugen makes one of a PLM folder, to be trained.");
    }
    return generation;
  }
}
