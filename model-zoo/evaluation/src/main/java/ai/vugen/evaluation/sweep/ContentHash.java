package ai.vugen.evaluation.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of what is added, in its order. */
final class ContentHash {
  private final MessageDigest digest;

  ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** Adds a text, UTF-8, and a line break. */
  void add(String text) {
    add((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The hash, 64 hexadecimal digits; ends it. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
