package ai.vugen.model.language;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Byte-level BPE tokenizer of a model folder's {@code tokenizer.json} (Llama 3 / PLM layout).
 *
 * <p>Text that people write goes through {@link #encodeAsText}, which never gives a special token,
 * whatever the text says. A lone surrogate in a text is read as U+FFFD. Ids run from 0 to {@link
 * #vocabularySize()} - 1. Nothing here adds a begin-of-text token: that is the business of {@link
 * ChatTemplate} and {@link PromptTemplate}.
 *
 * <p>Thread-safe. Holds native memory until it is closed. Loading unpacks a native library into the
 * cache folder ({@link ai.vugen.file.CacheFolder}) once; the network is never used.
 */
public final class Tokenizer implements AutoCloseable {
  /** The longest text that can be encoded, in UTF-16 units. */
  public static final int MAX_TEXT_LENGTH = 1 << 24;

  private final Path file;
  private final List<TokenizerFile.Token> vocabulary;
  private final AddedTokens added;
  private final NativeBpe bpe;

  private Tokenizer(Path file, List<TokenizerFile.Token> vocabulary, NativeBpe bpe) {
    this.file = file;
    this.vocabulary = vocabulary;
    this.added = new AddedTokens(vocabulary);
    this.bpe = bpe;
  }

  /**
   * Loads a {@code tokenizer.json}.
   *
   * @throws ai.vugen.error.ModelNotFoundException if there is no such file
   * @throws ModelIntegrityException if the file is damaged or not a byte-level BPE tokenizer
   * @throws ai.vugen.error.RuntimeFailureException if this machine cannot run the native library
   */
  public static Tokenizer load(Path file) {
    TokenizerFile content = TokenizerFile.read(file);
    return new Tokenizer(file, content.tokens(), NativeBpe.load(content.textModel(), file));
  }

  /**
   * Encodes a prompt written by a program: special tokens in it, such as {@code <|eot_id|>}, become
   * their ids.
   *
   * @throws InvalidRequestException if the text is longer than {@link #MAX_TEXT_LENGTH}
   * @throws ai.vugen.error.ClosedException after {@link #close}
   */
  public int[] encode(String text) {
    String checked = wellFormed(text);
    IntStream.Builder ids = IntStream.builder();
    int position = 0;
    for (AddedTokens.Match match = added.find(checked, 0);
        match != null;
        match = added.find(checked, position)) {
      append(checked.substring(position, match.start()), ids);
      ids.add(match.token().id());
      position = match.end();
    }
    append(checked.substring(position), ids);
    return ids.build().toArray();
  }

  /**
   * Encodes text written by a person: special tokens in it are nothing but characters.
   *
   * @throws InvalidRequestException if the text is longer than {@link #MAX_TEXT_LENGTH}
   * @throws ai.vugen.error.ClosedException after {@link #close}
   */
  public int[] encodeAsText(String text) {
    IntStream.Builder ids = IntStream.builder();
    append(wellFormed(text), ids);
    return ids.build().toArray();
  }

  private void append(String text, IntStream.Builder ids) {
    for (long id : bpe.encode(text)) {
      ids.add((int) id);
    }
  }

  static String wellFormed(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new InvalidRequestException(
          "The text has "
              + text.length()
              + " characters; at most "
              + MAX_TEXT_LENGTH
              + " can be encoded at once. Shorten it or encode it in parts.");
    }
    StringBuilder replaced = null;
    for (int i = 0; i < text.length(); i++) {
      int codePoint = text.codePointAt(i);
      if (codePoint > 0xFFFF) {
        i++;
      } else if (Character.isSurrogate((char) codePoint)) {
        replaced = replaced == null ? new StringBuilder(text) : replaced;
        replaced.setCharAt(i, '\uFFFD');
      }
    }
    return replaced == null ? text : replaced.toString();
  }

  /**
   * Returns the text of tokens, special tokens written out.
   *
   * <p>Bytes that are not UTF-8 become U+FFFD, one for each maximal invalid part.
   *
   * @throws InvalidRequestException if an id is not in the vocabulary
   */
  public String decode(int... ids) {
    StringBuilder text = new StringBuilder();
    Utf8Decoder utf8 = new Utf8Decoder(text);
    for (int id : ids) {
      utf8.append(bytesOf(id));
    }
    utf8.end();
    return text.toString();
  }

  /**
   * Returns the text of tokens, special tokens left out; otherwise as {@link #decode}.
   *
   * @throws InvalidRequestException if an id is not in the vocabulary
   */
  public String decodeText(int... ids) {
    TokenDecoder decoder = decoder();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(decoder.append(id));
    }
    return text.append(decoder.finish()).toString();
  }

  /** Returns a new decoder for the tokens of one answer as they are generated. */
  public TokenDecoder decoder() {
    return new TokenDecoder(this);
  }

  /** Returns the number of tokens, special ones included; ids are smaller than this. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /**
   * Tells whether an id is a special token, which decoded text leaves out.
   *
   * @throws InvalidRequestException if the id is not in the vocabulary
   */
  public boolean isSpecial(int id) {
    return token(id).special();
  }

  /** Returns the id of an added token by its content, as {@code "<|image|>"}; empty if absent. */
  public OptionalInt idOf(String content) {
    Integer id = added.idOf(content);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * Returns the id of a special token that the prompt format needs.
   *
   * @throws ModelIntegrityException if the tokenizer has no such token
   */
  public int id(SpecialToken token) {
    return idOf(token.content())
        .orElseThrow(
            () ->
                new ModelIntegrityException(
                    file
                        + " has no special token "
                        + token.content()
                        + ", which the prompt format of PLM needs. Use the tokenizer.json that"
                        + " belongs to the model."));
  }

  /** Returns the bytes a token stands for, UTF-8 or a part of it. */
  byte[] bytesOf(int id) {
    return token(id).bytes();
  }

  private TokenizerFile.Token token(int id) {
    if (id < 0 || id >= vocabulary.size()) {
      throw new InvalidRequestException(
          "Token id "
              + id
              + " is not in the vocabulary; ids run from 0 to "
              + (vocabulary.size() - 1)
              + ".");
    }
    return vocabulary.get(id);
  }

  /**
   * Frees the native memory, after the calls under way; a second call does nothing. Decoding still
   * works afterwards, encoding does not.
   */
  @Override
  public void close() {
    bpe.close();
  }
}
