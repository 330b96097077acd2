package ai.vugen.model.language;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tokenizer of any {@code tokenizer.json}, with its own normalization and the tokens that it
 * puts around a text, such as those of CLIP. The models of this SDK use {@link Tokenizer}.
 *
 * <p>Thread-safe. Holds native memory until it is closed. The network is never used.
 */
public final class FramingTokenizer implements AutoCloseable {
  private final NativeBpe tokenizer;

  private FramingTokenizer(NativeBpe tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Loads a {@code tokenizer.json}.
   *
   * @throws ModelNotFoundException if there is no such file
   * @throws ModelIntegrityException if it is no tokenizer
   * @throws ai.vugen.error.RuntimeFailureException if this machine cannot run the native library
   */
  public static FramingTokenizer load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelNotFoundException(
          "No tokenizer at " + file + ": expected a tokenizer.json file.");
    }
    try {
      return new FramingTokenizer(NativeBpe.load(Files.readString(file), file));
    } catch (IOException e) {
      throw new ModelIntegrityException(
          file + " is not a usable tokenizer.json: " + e + ". Get the file again.", e);
    }
  }

  /**
   * Encodes a text, the tokens around it included.
   *
   * @throws ai.vugen.error.InvalidRequestException if the text is longer than {@link
   *     Tokenizer#MAX_TEXT_LENGTH}
   * @throws ai.vugen.error.ClosedException after {@link #close}
   */
  public long[] encode(String text) {
    return tokenizer.encode(Tokenizer.wellFormed(text), true);
  }

  /** Frees the native memory, after the calls under way. */
  @Override
  public void close() {
    tokenizer.close();
  }
}
