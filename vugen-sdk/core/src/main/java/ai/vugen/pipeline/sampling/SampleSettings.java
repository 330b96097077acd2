package ai.vugen.pipeline.sampling;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Sampling;
import java.util.Optional;

/**
 * All that a latent depends on besides the model, the seed and the index.
 *
 * @param prompt what to draw, not blank
 * @param negativePrompt what to guide away from; empty for no caption at all
 * @param sampling how noise becomes a latent
 */
public record SampleSettings(String prompt, Optional<String> negativePrompt, Sampling sampling) {
  /**
   * Checks the prompt.
   *
   * @throws InvalidRequestException if it is blank
   */
  public SampleSettings {
    if (prompt.isBlank()) {
      throw new InvalidRequestException("The prompt is blank; say what to draw.");
    }
  }
}
