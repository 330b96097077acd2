package ai.vugen.model.language;

/**
 * The format of a prompt for an image, as token ids: {@code <|begin_of_text|>}, caption, {@code
 * <|eot_id|>}.
 *
 * <p>Without system text or headers: the VUGEN paper's template is a bare sentence. Image tokens
 * are not part of it, because the generation tower adds them. Thread-safe; does not own the
 * tokenizer.
 */
public final class PromptTemplate {
  private final Tokenizer tokenizer;

  /**
   * Creates the template.
   *
   * @throws ai.vugen.error.ModelIntegrityException if the tokenizer lacks a token of the format
   */
  public PromptTemplate(Tokenizer tokenizer) {
    tokenizer.id(SpecialToken.BEGIN_OF_TEXT);
    tokenizer.id(SpecialToken.END_OF_TURN);
    this.tokenizer = tokenizer;
  }

  /** Returns the ids of a caption, which is trimmed and always plain text. */
  public int[] encode(String caption) {
    return new PromptWriter(tokenizer)
        .special(SpecialToken.BEGIN_OF_TEXT)
        .text(Whitespace.trim(caption))
        .special(SpecialToken.END_OF_TURN)
        .ids();
  }

  /**
   * Returns the ids of no caption at all, {@code <|begin_of_text|>} alone: the unconditional branch
   * of classifier-free guidance and what caption dropout trains.
   */
  public int[] unconditional() {
    return new int[] {tokenizer.id(SpecialToken.BEGIN_OF_TEXT)};
  }
}
