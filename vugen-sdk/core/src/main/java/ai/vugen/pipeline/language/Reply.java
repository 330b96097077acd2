package ai.vugen.pipeline.language;

import java.util.List;

/**
 * An answer of the language model.
 *
 * @param text without special tokens and without the text that ended it
 * @param tokens the ids, without the one that ended it
 * @param finish why it ended
 */
public record Reply(String text, List<Integer> tokens, Finish finish) {
  /** Why an answer ended. */
  public enum Finish {
    /** The model ended it. */
    STOP,
    /** A stop text came. */
    STOP_TEXT,
    /** It has as many tokens as were allowed. */
    MAX_TOKENS,
    /** The model's context is full. */
    CONTEXT_FULL
  }

  public Reply {
    tokens = List.copyOf(tokens);
  }
}
