package ai.vugen.evaluation.geneval;

import java.util.List;
import java.util.Map;

/**
 * What GenEval says about one image.
 *
 * @param prompt what was asked for
 * @param reasons what is wrong, in the words of the official script; empty if nothing is
 * @param kept how many objects of each class counted
 */
public record ImageVerdict(GenEvalPrompt prompt, List<String> reasons, Map<String, Integer> kept) {
  public ImageVerdict {
    reasons = List.copyOf(reasons);
    kept = Map.copyOf(kept);
  }

  /** True when the image shows all that was asked for and nothing that was excluded. */
  public boolean correct() {
    return reasons.isEmpty();
  }

  /** The reasons as the official script writes them: one a line, empty for a correct image. */
  public String reason() {
    return String.join("\n", reasons);
  }
}
