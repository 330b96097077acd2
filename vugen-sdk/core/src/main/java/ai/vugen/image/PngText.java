package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import ai.vugen.error.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One text of a PNG file and its chunk form (PNG specification, section 11.3.3).
 *
 * @param keyword its name
 * @param text its content
 * @param size bytes that the text took, uncompressed
 */
record PngText(String keyword, String text, int size) {
  /** The chunks that hold texts. */
  static final Set<String> TYPES = Set.of("tEXt", "zTXt", "iTXt");

  /** Most bytes, uncompressed, that the texts of one file may take together. */
  static final int MAX_BYTES = 16 << 20;

  private static final Pattern KEYWORD =
      Pattern.compile("(?=.{1,79}$)[!-~\\u00a1-\\u00ff]+( [!-~\\u00a1-\\u00ff]+)*");
  private static final Pattern LATIN_1 = Pattern.compile("[\\n -~\\u00a0-\\u00ff]*");

  /**
   * Returns the chunk for a text: tEXt if Latin-1 has all its characters, else iTXt.
   *
   * @throws InvalidRequestException if PNG cannot hold the keyword or the text
   */
  static PngChunk encode(String keyword, String text) {
    if (!KEYWORD.matcher(keyword).matches()) {
      throw new InvalidRequestException(
          "\"%s\" cannot be a PNG keyword: use 1 to 79 printable Latin-1 characters with single spaces between them."
              .formatted(keyword));
    }
    boolean latin = LATIN_1.matcher(text).matches();
    byte[] name = keyword.getBytes(StandardCharsets.ISO_8859_1);
    byte[] body = latin ? text.getBytes(StandardCharsets.ISO_8859_1) : utf8(keyword, text);
    // iTXt: uncompressed, method 0, no language, no translated keyword
    int separators = latin ? 1 : 5;
    ByteBuffer data = ByteBuffer.allocate(name.length + separators + body.length);
    data.put(name).position(name.length + separators);
    data.put(body);
    return PngChunk.of(latin ? "tEXt" : "iTXt", data.array());
  }

  private static byte[] utf8(String keyword, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidRequestException(
          "The text \"%s\" contains a NUL character, which PNG cannot hold.".formatted(keyword));
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new InvalidRequestException(
          "The text \"%s\" contains half of a surrogate pair, which is no character."
              .formatted(keyword),
          e);
    }
  }

  /**
   * Reads a text chunk.
   *
   * @param budget most bytes the text may take, uncompressed
   * @throws InvalidImageException if the chunk is damaged or the text too long
   */
  static PngText decode(PngChunk chunk, int budget) {
    ByteBuffer rest = chunk.data().duplicate();
    String keyword = upToNul(rest, chunk);
    boolean international = chunk.type().equals("iTXt");
    boolean compressed = chunk.type().equals("zTXt");
    if (international) {
      compressed = flag(rest, chunk);
    }
    if (international || compressed) {
      method(rest, chunk);
    }
    if (international) {
      upToNul(rest, chunk); // language
      upToNul(rest, chunk); // translated keyword
    }
    byte[] body = compressed ? inflate(rest, budget, chunk) : remaining(rest, budget, chunk);
    Charset charset = international ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return new PngText(keyword, new String(body, charset), body.length);
  }

  private static String upToNul(ByteBuffer rest, PngChunk chunk) {
    ByteBuffer found = rest.slice();
    int length = 0;
    while (rest.hasRemaining()) {
      if (rest.get() == 0) {
        return StandardCharsets.ISO_8859_1.decode(found.limit(length)).toString();
      }
      length++;
    }
    throw damaged(chunk, "it ends too early");
  }

  private static boolean flag(ByteBuffer rest, PngChunk chunk) {
    if (rest.remaining() < 2) {
      throw damaged(chunk, "it ends too early");
    }
    return rest.get() != 0;
  }

  private static void method(ByteBuffer rest, PngChunk chunk) {
    if (!rest.hasRemaining() || rest.get() != 0) {
      throw damaged(chunk, "its compression method is unknown");
    }
  }

  private static byte[] remaining(ByteBuffer rest, int budget, PngChunk chunk) {
    if (rest.remaining() > budget) {
      throw tooLong(chunk);
    }
    byte[] bytes = new byte[rest.remaining()];
    rest.get(bytes);
    return bytes;
  }

  private static byte[] inflate(ByteBuffer rest, int budget, PngChunk chunk) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(rest);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[8192];
      while (!inflater.finished()) {
        int n = inflater.inflate(block);
        if (n == 0 && !inflater.finished()) {
          throw damaged(chunk, "its compressed text is cut off");
        }
        out.write(block, 0, n);
        if (out.size() > budget) {
          throw tooLong(chunk);
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new InvalidImageException("Corrupt PNG: a zTXt or iTXt chunk does not inflate.", e);
    } finally {
      inflater.end();
    }
  }

  private static InvalidImageException damaged(PngChunk chunk, String fault) {
    return new InvalidImageException(
        "Corrupt PNG: in a chunk of type %s, %s.".formatted(chunk.type(), fault));
  }

  private static InvalidImageException tooLong(PngChunk chunk) {
    return new InvalidImageException(
        "The texts of the PNG take more than %d MiB (at a chunk of type %s); no more is read."
            .formatted(MAX_BYTES >> 20, chunk.type()));
  }
}
