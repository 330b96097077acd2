package ai.vugen.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes damaged copies of a file that has JSON in it. */
final class Mutator {
  private static final List<Pattern> TOKENS =
      List.of(
          Pattern.compile("\\d+"),
          Pattern.compile("\"[A-Z]+\\d+\""),
          Pattern.compile("\"[^\"]*\""),
          Pattern.compile("\\[[^]]*]"),
          Pattern.compile("[{}\\[\\],:]"));
  private static final List<String> REPLACEMENTS =
      List.of(
          "0",
          "1",
          "-1",
          "2147483648",
          "9223372036854775807",
          "18446744073709551616",
          "1e9",
          "1.0",
          "\"F32\"",
          "\"U8\"",
          "\"I64\"",
          "\"BF16\"",
          "\"F4\"",
          "\"\"",
          "\"a\"",
          "\"\\ud800\"",
          "\"../a\"",
          "null",
          "true",
          "NaN",
          "{}",
          "[]",
          "[0]",
          "[0,0]",
          "[3,0,9]",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          " ",
          "\0",
          "\n",
          "\"",
          "\\",
          "//",
          "\"__metadata__\"",
          "\"shape\"");
  private static final long[] SIZES = {
    0, 1, 2, 7, 8, 1000, 99_999_999, 100_000_001, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, -8
  };

  private final Random random;
  private final byte[] good;

  Mutator(Random random, byte[] good) {
    this.random = random;
    this.good = good;
  }

  /** Returns the next damaged copy: mostly one change, sometimes several. */
  byte[] next() {
    byte[] mutant = good.clone();
    do {
      mutant = mutated(mutant);
    } while (random.nextInt(4) == 0);
    return mutant;
  }

  private byte[] mutated(byte[] bytes) {
    if (bytes.length < 16) {
      return bytes;
    }
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(Math.min(40, bytes.length - from) + 1);
    return switch (random.nextInt(10)) {
      case 0, 1 -> flipped(bytes, from);
      case 2 -> Arrays.copyOf(bytes, from);
      case 3 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
      case 4 -> spliced(bytes, from, to, new byte[0]);
      case 5 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      case 6 -> sized(bytes);
      default -> withOtherToken(bytes);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] mutant = bytes.clone();
    mutant[at] ^= (byte) (1 << random.nextInt(8));
    return mutant;
  }

  private byte[] sized(byte[] bytes) {
    byte[] mutant = bytes.clone();
    long size =
        random.nextBoolean()
            ? SIZES[random.nextInt(SIZES.length)]
            : random.nextInt(2 * bytes.length);
    ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN).putLong(size);
    return mutant;
  }

  /** Replaces a JSON token and sets the header size to fit, so that the damage is found later. */
  private byte[] withOtherToken(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Pattern pattern = TOKENS.get(random.nextInt(TOKENS.size()));
    List<MatchResult> tokens = pattern.matcher(text).results().toList();
    if (tokens.isEmpty()) {
      return bytes;
    }
    MatchResult token = tokens.get(random.nextInt(tokens.size()));
    String other = REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size()));
    if (random.nextInt(3) == 0) {
      other = tokens.get(random.nextInt(tokens.size())).group();
    }
    byte[] with = other.getBytes(StandardCharsets.UTF_8);
    byte[] mutant = spliced(bytes, token.start(), token.end(), with);
    if (bytes[0] != '{' && token.start() >= 8 && mutant.length >= 8) {
      ByteBuffer buffer = ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN);
      buffer.putLong(0, buffer.getLong(0) + mutant.length - bytes.length);
    }
    return mutant;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    return ByteBuffer.allocate(bytes.length - (to - from) + with.length)
        .put(bytes, 0, from)
        .put(with)
        .put(bytes, to, bytes.length - to)
        .array();
  }
}
