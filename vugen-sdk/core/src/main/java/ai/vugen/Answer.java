package ai.vugen;

/**
 * What a model answered.
 *
 * @param text the answer
 * @param tokenCount its tokens
 * @param finishReason why it ended
 */
public record Answer(String text, int tokenCount, FinishReason finishReason) {
  /** Why an answer ended. */
  public enum FinishReason {
    /** The model ended it. */
    STOP,
    /** A stop text came. */
    STOP_TEXT,
    /** It has as many tokens as were allowed. */
    MAX_TOKENS,
    /** The model's context is full. */
    CONTEXT_FULL
  }
}
