package ai.vugen.model.language;

/**
 * Turns tokens into text one at a time, as a model generates them: text comes out as soon as its
 * characters are complete, never half a character.
 *
 * <p>Special tokens give no text. The pieces returned, joined, equal {@link
 * Tokenizer#decodeText(int...)} of all the ids. Not thread-safe: one decoder belongs to one answer.
 */
public final class TokenDecoder {
  private final Tokenizer tokenizer;
  private final StringBuilder ready = new StringBuilder();
  private final Utf8Decoder utf8 = new Utf8Decoder(ready);

  TokenDecoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Takes the next token and returns the text that is complete now; empty while a character is
   * still in pieces.
   *
   * @throws ai.vugen.error.InvalidRequestException if the id is not in the vocabulary
   */
  public String append(int id) {
    byte[] bytes = tokenizer.bytesOf(id);
    if (!tokenizer.isSpecial(id)) {
      utf8.append(bytes);
    }
    return take();
  }

  /** Returns what is left at the end: U+FFFD for a character never completed, else nothing. */
  public String finish() {
    utf8.end();
    return take();
  }

  private String take() {
    String text = ready.toString();
    ready.setLength(0);
    return text;
  }
}
