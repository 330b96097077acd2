package ai.vugen;

import ai.vugen.pipeline.language.Completion;
import ai.vugen.text.FinishReason;

/**
 * What a model answered.
 *
 * @param text the answer
 * @param promptTokens tokens that the model had read when it began: messages and pictures, of
 *     earlier turns too
 * @param completionTokens tokens of the answer
 * @param finishReason why it ended
 */
public record Answer(
    String text, int promptTokens, int completionTokens, FinishReason finishReason) {
  static Answer of(Completion completion) {
    return new Answer(
        completion.text(),
        completion.promptTokens(),
        completion.tokens().size(),
        completion.finishReason());
  }
}
