package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts that a PNG file carries, each under a keyword, in file order.
 *
 * @param texts keyword to text; what PNG can hold is checked by {@link PngWriter}
 */
public record PngMetadata(Map<String, String> texts) {
  /** No texts at all. */
  public static final PngMetadata NONE = new PngMetadata(Map.of());

  /** Copies the texts and keeps their order. */
  public PngMetadata {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /**
   * Reads the texts (tEXt, zTXt and iTXt chunks) of a PNG file without decoding its pixels; where a
   * keyword occurs twice, the last text counts.
   *
   * @throws InvalidImageException if it is not an intact PNG file, or its texts are damaged or take
   *     more than 16 MiB
   */
  public static PngMetadata read(byte[] png) {
    Map<String, String> texts = new LinkedHashMap<>();
    int budget = PngText.MAX_BYTES;
    for (PngChunk chunk : PngChunks.parse(png)) {
      if (PngText.TYPES.contains(chunk.type())) {
        PngText text = PngText.decode(chunk, budget);
        budget -= text.size();
        texts.put(text.keyword(), text.text());
      }
    }
    return new PngMetadata(texts);
  }

  /**
   * Reads the texts of a PNG file on disk.
   *
   * @throws InvalidImageException as {@link #read(byte[])}, or if the file cannot be read
   */
  public static PngMetadata read(Path file) {
    return ImageBytes.reading(file, PngMetadata::read);
  }
}
