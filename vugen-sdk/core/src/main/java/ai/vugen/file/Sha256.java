package ai.vugen.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts, files and streams, as lower-case hexadecimal digits. */
public final class Sha256 {
  private static final int BLOCK_BYTES = 1 << 16;

  private Sha256() {}

  /** Returns the hash of a text in UTF-8. */
  public static String of(String text) {
    return hex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the hash of bytes. */
  public static String of(byte[] bytes) {
    return hex(digest().digest(bytes));
  }

  /** Returns the hash of a file, which is read to its end. */
  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ofCopy(in, OutputStream.nullOutputStream());
    }
  }

  /** Copies a stream to its end and returns the hash of what went through. */
  public static String ofCopy(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = digest();
    byte[] block = new byte[BLOCK_BYTES];
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      digest.update(block, 0, read);
      out.write(block, 0, read);
    }
    return hex(digest.digest());
  }

  /** Returns whether a text has the form of a hash. */
  public static boolean isHash(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  /** The hash of what is added, in its order. */
  public static final class Running {
    private final MessageDigest digest = digest();

    /** Adds bytes. */
    public void add(byte[] bytes) {
      digest.update(bytes);
    }

    /** Adds a text, UTF-8, and a line break. */
    public void add(String text) {
      add((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the hash and begins anew. */
    public String hex() {
      return Sha256.hex(digest.digest());
    }
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
