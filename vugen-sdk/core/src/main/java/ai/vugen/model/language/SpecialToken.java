package ai.vugen.model.language;

/**
 * The tokens of the Llama-3 / PLM vocabulary that structure a prompt and never stand for text.
 *
 * <p>Their ids differ from file to file and come from {@link Tokenizer#id(SpecialToken)}.
 */
public enum SpecialToken {
  /** Starts every sequence. */
  BEGIN_OF_TEXT("<|begin_of_text|>"),
  /** Ends a whole conversation; generation stops at it. */
  END_OF_TEXT("<|end_of_text|>"),
  /** Placeholder of one image token: its embedding is replaced by a projected vision feature. */
  IMAGE("<|image|>"),
  /** Placeholder of one token of a video frame. */
  VIDEO("<|video|>"),
  /** Opens the header that names the speaker. */
  START_HEADER("<|start_header_id|>"),
  /** Closes the header that names the speaker. */
  END_HEADER("<|end_header_id|>"),
  /** Ends one speaker's turn; generation stops at it. */
  END_OF_TURN("<|eot_id|>");

  private final String content;

  SpecialToken(String content) {
    this.content = content;
  }

  /** Returns the token as it is written in {@code tokenizer.json}. */
  public String content() {
    return content;
  }
}
