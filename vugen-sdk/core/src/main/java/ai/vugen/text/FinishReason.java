package ai.vugen.text;

/** Why an answer ended. */
public enum FinishReason {
  /** The model ended it. */
  STOP,
  /** A stop sequence came. */
  STOP_SEQUENCE,
  /** It has as many tokens as were allowed. */
  MAX_TOKENS,
  /** The model's context is full. */
  CONTEXT_FULL
}
