package ai.vugen.evaluation.geneval;

import ai.vugen.evaluation.geneval.GenEvalScoring.ImageVerdict;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found out.
 *
 * @param folder where the images are
 * @param drawing how they were drawn; null if the run only judged what it found
 * @param summary the scores
 * @param prompts every verdict, in the order of the prompts
 */
public record GenEvalResult(
    GenEvalFolder folder,
    @Nullable DrawingSettings drawing,
    GenEvalSummary summary,
    List<JudgedPrompt> prompts) {
  public GenEvalResult {
    prompts = List.copyOf(prompts);
  }

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

  /**
   * An image file and its verdict.
   *
   * @param file the PNG file
   * @param verdict what is said about it
   */
  public record JudgedImage(Path file, ImageVerdict verdict) {}
}
