package ai.vugen.model.language;

import java.util.stream.IntStream;

/**
 * Puts a prompt together from special tokens and plain text, as ids and as one would write it.
 *
 * <p>Neighbouring texts are encoded as one text, because their tokens may span the seam.
 */
final class PromptWriter {
  private final Tokenizer tokenizer;
  private final IntStream.Builder ids = IntStream.builder();
  private final StringBuilder written = new StringBuilder();
  private final StringBuilder pending = new StringBuilder(); // text not yet encoded

  PromptWriter(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  PromptWriter special(SpecialToken token) {
    return special(token, 1);
  }

  PromptWriter special(SpecialToken token, int count) {
    if (count > 0) {
      encodePending();
      int id = tokenizer.id(token);
      for (int i = 0; i < count; i++) {
        ids.add(id);
        written.append(token.content());
      }
    }
    return this;
  }

  PromptWriter text(String text) {
    pending.append(text);
    written.append(text);
    return this;
  }

  private void encodePending() {
    for (int id : tokenizer.encodeAsText(pending.toString())) {
      ids.add(id);
    }
    pending.setLength(0);
  }

  int[] ids() {
    encodePending();
    return ids.build().toArray();
  }

  String written() {
    return written.toString();
  }
}
