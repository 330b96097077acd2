package ai.vugen.pipeline.language;

import ai.vugen.graph.LanguageGraph;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The language session with the work space of one caller: feeds tokens behind those of a cache.
 *
 * <p>Long inputs are fed in chunks, so that memory stays bounded by the chunk, not by the square of
 * the length. One thread at a time.
 */
public final class LanguageRun implements AutoCloseable {
  /** Most tokens of one run. */
  static final int CHUNK = 512;

  /**
   * The mask value: added to the score of a token that must not be seen; its softmax is exactly 0.
   */
  public static final float MASK_VALUE = -1e9f;

  private final LanguageConfig config;
  private final int imageId;
  private final Session session;
  private final GrowingBuffer ids = new GrowingBuffer(ElementType.I64);
  private final GrowingBuffer imageTokens = new GrowingBuffer(ElementType.F32);
  private final GrowingBuffer imageIndex = new GrowingBuffer(ElementType.I64);
  private final GrowingBuffer isImage = new GrowingBuffer(ElementType.F32);
  private final GrowingBuffer positions = new GrowingBuffer(ElementType.I64);
  private final GrowingBuffer mask = new GrowingBuffer(ElementType.F32);
  private final GrowingBuffer logitRows = new GrowingBuffer(ElementType.I64);
  private final GrowingBuffer logits = new GrowingBuffer(ElementType.F32);
  private float[] maskValues = {};

  public LanguageRun(ModelConfig config, Session session) {
    this.config = config.language();
    this.imageId = config.tokens().image();
    this.session = session;
  }

  /**
   * Feeds tokens and returns the logits after the last one.
   *
   * @param tokens at least one id
   * @param imageRows projected z, {@code [image tokens, width]}, one row for each image placeholder
   *     in order; null where placeholders are tokens like any other
   * @return {@code [vocabulary]}
   */
  public float[] feed(
      int[] tokens, float @Nullable [] imageRows, KeyValueCache cache, RunControl control) {
    cache.reserve(cache.length() + tokens.length);
    int row = 0;
    for (int from = 0; from < tokens.length; from += CHUNK) {
      int count = Math.min(CHUNK, tokens.length - from);
      row = feed(tokens, from, count, imageRows, row, cache, control);
    }
    return logits.tensor(1, config.vocabulary()).floats();
  }

  /** Feeds one chunk and returns the next row of the image. */
  private int feed(
      int[] tokens,
      int from,
      int count,
      float @Nullable [] imageRows,
      int firstRow,
      KeyValueCache cache,
      RunControl control) {
    Map<String, NativeTensor> given = new HashMap<>();
    Map<String, NativeTensor> into = new HashMap<>();
    int rows = bindTokens(tokens, from, count, imageRows, firstRow, given);
    bindPositions(count, cache.length(), given);
    given.put(LanguageGraph.LOGIT_ROWS, logitRows.tensor(1).put(new long[] {count - 1}));
    into.put(LanguageGraph.LOGITS, logits.tensor(1, config.vocabulary()));
    cache.bind(count, given, into);
    session.run(given, into, control);
    cache.append(count);
    return firstRow + rows;
  }

  private int bindTokens(
      int[] tokens,
      int from,
      int count,
      float @Nullable [] imageRows,
      int firstRow,
      Map<String, NativeTensor> given) {
    long[] id = new long[count];
    long[] index = new long[count];
    float[] image = new float[count];
    int rows = 0;
    for (int i = 0; i < count; i++) {
      id[i] = tokens[from + i];
      if (imageRows != null && tokens[from + i] == imageId) {
        index[i] = rows++;
        image[i] = 1;
      }
    }
    NativeTensor pixels = imageTokens.tensor(Math.max(1, rows), config.width());
    if (imageRows != null && rows > 0) {
      pixels.put(imageRows, firstRow * config.width());
    } else {
      pixels.clear();
    }
    given.put(LanguageGraph.TOKEN_IDS, ids.tensor(1, count).put(id));
    given.put(LanguageGraph.IMAGE_TOKENS, pixels);
    given.put(LanguageGraph.IMAGE_INDEX, imageIndex.tensor(1, count).put(index));
    given.put(LanguageGraph.IS_IMAGE, isImage.tensor(1, count).put(image));
    return rows;
  }

  private void bindPositions(int count, int past, Map<String, NativeTensor> given) {
    long[] position = new long[count];
    long first = past;
    int total = past + count;
    if (maskValues.length < count * total) {
      maskValues = new float[count * total];
    }
    for (int i = 0; i < count; i++) {
      position[i] = first + i;
      for (int j = 0; j < total; j++) {
        maskValues[i * total + j] = j <= past + i ? 0 : MASK_VALUE;
      }
    }
    given.put(LanguageGraph.POSITION_IDS, positions.tensor(1, count).put(position));
    given.put(LanguageGraph.ATTENTION_MASK, mask.tensor(count, total).put(maskValues));
  }

  @Override
  public void close() {
    ids.close();
    imageTokens.close();
    imageIndex.close();
    isImage.close();
    positions.close();
    mask.close();
    logitRows.close();
    logits.close();
  }
}
