package ai.vugen.evaluation.geneval;

import java.util.List;

/**
 * A prompt and its judged images.
 *
 * @param place where they are
 * @param images in the order of their numbers
 */
public record JudgedPrompt(PromptFolder place, List<JudgedImage> images) {
  public JudgedPrompt {
    images = List.copyOf(images);
  }
}
