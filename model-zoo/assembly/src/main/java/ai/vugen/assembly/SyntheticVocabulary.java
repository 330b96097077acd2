package ai.vugen.assembly;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.language.ByteLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * A vocabulary of any size that nobody trained: all bytes, then pairs of bytes, then pairs with a
 * third byte, and PLM's special tokens where a configuration has them.
 */
final class SyntheticVocabulary {
  private static final int BYTES = 256;

  private final List<String> tokens = new ArrayList<>();
  private final List<BpeVocabulary.Merge> merges = new ArrayList<>();

  private SyntheticVocabulary(int size) {
    for (int i = 0; i < BYTES; i++) {
      tokens.add(String.valueOf(ByteLevel.charOf((i + 'a') % BYTES))); // letters first
    }
    // Every token, from the first, is joined with every byte; so no join gives a token twice.
    for (int merge = 0; tokens.size() < size; merge++) {
      String left = tokens.get(merge / BYTES);
      String right = tokens.get(merge % BYTES);
      merges.add(new BpeVocabulary.Merge(left, right));
      tokens.add(left + right);
    }
  }

  /**
   * Returns the vocabulary of a configuration.
   *
   * @throws ModelIntegrityException if the special tokens of the configuration are not those of
   *     PLM: the last ones, begin-of-text first, the image token third
   */
  static BpeVocabulary of(ModelConfig config) {
    int text = config.tokens().beginOfText();
    int special = config.language().vocabulary() - text;
    if (text < BYTES
        || special < BpeVocabulary.LEAST_SPECIAL
        || config.tokens().image() != text + 2) {
      throw new ModelIntegrityException(
          "No tokenizer fits the configuration: bos_token_id %d, image_token_id %d and vocab_size %d; expected at least %d tokens before bos_token_id, at least %d from it on, and the image token two after it."
              .formatted(
                  text,
                  config.tokens().image(),
                  config.language().vocabulary(),
                  BYTES,
                  BpeVocabulary.LEAST_SPECIAL));
    }
    SyntheticVocabulary made = new SyntheticVocabulary(text);
    return new BpeVocabulary(made.tokens, made.merges, special - BpeVocabulary.LEAST_SPECIAL);
  }
}
