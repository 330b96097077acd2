package ai.vugen.model.language;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.vugen.error.ClosedException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.RuntimeFailureException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Splits plain text into tokens by byte-level BPE, in the native library of Hugging Face
 * tokenizers.
 *
 * <p>Knows no added tokens. Thread-safe; {@link #close} waits for calls under way.
 */
final class NativeBpe implements AutoCloseable {
  private final TokenizersLibrary library;
  private final long handle;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private NativeBpe(TokenizersLibrary library, long handle) {
    this.library = library;
    this.handle = handle;
  }

  /**
   * Creates the native tokenizer.
   *
   * @param json a {@code tokenizer.json} without added tokens
   * @param file where it came from, for messages
   * @throws ModelIntegrityException if the native library refuses the tokenizer
   * @throws RuntimeFailureException if there is no native library for this machine
   */
  static NativeBpe load(String json, Path file) {
    TokenizersLibrary library = NativeTokenizers.library();
    try {
      return new NativeBpe(library, library.createTokenizerFromString(json));
    } catch (UnsatisfiedLinkError e) {
      throw new RuntimeFailureException(
          "The native library of the tokenizer belongs to another class loader. Load ai.vugen and"
              + " ai.djl.huggingface with the same class loader.",
          e);
    } catch (RuntimeException e) { // the native library throws no narrower type
      throw new ModelIntegrityException(
          file + " is not a usable tokenizer.json: " + e.getMessage(), e);
    }
  }

  /** Returns the ids of a text, which must be well-formed UTF-16, and of nothing else. */
  long[] encode(String text) {
    return encode(text, false);
  }

  /**
   * Returns the ids of a text.
   *
   * @param framed whether the tokens stand there too that the tokenizer puts around a text
   */
  long[] encode(String text, boolean framed) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new ClosedException("The tokenizer has been closed; load it again.");
      }
      long encoding = library.encode(handle, text, framed);
      try {
        return library.getTokenIds(encoding);
      } finally {
        library.deleteEncoding(encoding);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        library.deleteTokenizer(handle);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
