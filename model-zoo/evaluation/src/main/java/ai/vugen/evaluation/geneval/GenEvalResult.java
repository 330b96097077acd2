package ai.vugen.evaluation.geneval;

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
}
