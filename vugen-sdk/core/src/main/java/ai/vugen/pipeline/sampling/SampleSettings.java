package ai.vugen.pipeline.sampling;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import ai.vugen.flow.TowerSchedule;
import org.jspecify.annotations.Nullable;

/**
 * All that a latent depends on besides the model, the seed and the index.
 *
 * @param prompt what to draw, not blank
 * @param negativePrompt what to guide away from; null for no caption at all
 * @param guidance how the branches are combined
 * @param interval when guidance acts
 * @param solver the one-step method
 * @param schedule steps and shift
 */
public record SampleSettings(
    String prompt,
    @Nullable String negativePrompt,
    Guidance guidance,
    GuidanceInterval interval,
    Solver solver,
    TowerSchedule schedule) {
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
