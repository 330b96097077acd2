package ai.vugen.assembly;

import ai.vugen.file.AtomicFile;
import ai.vugen.model.language.ByteLevel;
import ai.vugen.model.language.SpecialToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A byte-level BPE vocabulary in PLM's layout: text tokens first, special tokens after them, ids in
 * order.
 *
 * @param tokens the text tokens in the byte alphabet ({@link ByteLevel})
 * @param merges what to join, the most important first
 * @param reserved number of special tokens without a use, which fill the vocabulary up to its size
 */
public record BpeVocabulary(List<String> tokens, List<Merge> merges, int reserved) {
  /** Reserved tokens that stand among the used ones in PLM's order: 2, 3 and 4. */
  private static final int INNER_RESERVED = 3;

  /** The smallest number of special tokens: PLM's used ones and the reserved ones among them. */
  public static final int LEAST_SPECIAL = SpecialToken.values().length + INNER_RESERVED;

  /**
   * Llama 3's split of a text into the words inside which BPE merges, {@code "a", " red", "!"}, as
   * the file holds it: {@code \s} is Unicode white space.
   */
  public static final String SPLIT_PATTERN =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** Two neighbouring tokens, in the byte alphabet, that become one. */
  public record Merge(String left, String right) {}

  /** Creates a vocabulary; the lists are copied. */
  public BpeVocabulary {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }

  /** Returns the number of tokens, special ones included. */
  public int size() {
    return tokens.size() + specialTokens().size();
  }

  /** Returns the special tokens in PLM's order; their ids follow those of the text tokens. */
  public List<String> specialTokens() {
    List<String> special = new ArrayList<>(LEAST_SPECIAL + reserved);
    special.add(SpecialToken.BEGIN_OF_TEXT.content());
    special.add(SpecialToken.END_OF_TEXT.content());
    special.add(SpecialToken.IMAGE.content());
    special.add(SpecialToken.VIDEO.content());
    special.add(reserved(2));
    special.add(reserved(3));
    special.add(SpecialToken.START_HEADER.content());
    special.add(SpecialToken.END_HEADER.content());
    special.add(reserved(4));
    special.add(SpecialToken.END_OF_TURN.content());
    for (int i = 0; i < reserved; i++) {
      special.add(reserved(5 + i));
    }
    return special;
  }

  private static String reserved(int number) {
    return "<|reserved_special_token_" + number + "|>";
  }

  /** Returns the text of its {@code tokenizer.json}, which {@link #save} writes. */
  public String json() {
    return TokenizerJson.of(this);
  }

  /**
   * Writes a {@code tokenizer.json} that Hugging Face tokenizers and the SDK load.
   *
   * <p>The file appears whole or not at all; the same vocabulary gives the same bytes.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.of(file).write(json());
  }
}
