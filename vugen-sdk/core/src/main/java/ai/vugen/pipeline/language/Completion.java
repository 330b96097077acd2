package ai.vugen.pipeline.language;

import ai.vugen.text.FinishReason;
import java.util.List;

/**
 * What the language model wrote.
 *
 * @param text without special tokens and without the stop sequence that ended it
 * @param promptTokens tokens in front of it, image tokens included
 * @param tokens the ids, without the one that ended it
 * @param finishReason why it ended
 */
public record Completion(
    String text, int promptTokens, List<Integer> tokens, FinishReason finishReason) {
  public Completion {
    tokens = List.copyOf(tokens);
  }
}
