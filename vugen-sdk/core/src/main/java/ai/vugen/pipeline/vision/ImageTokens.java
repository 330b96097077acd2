package ai.vugen.pipeline.vision;

/**
 * A picture as the language model takes it.
 *
 * @param rows projected z, {@code [tiles * tokens, text width]}; never changed
 * @param tiles number of tiles, the thumbnail included
 */
@SuppressWarnings("ArrayRecordComponent") // shared as it is, never compared
public record ImageTokens(float[] rows, int tiles) {
  long bytes() {
    return (long) Float.BYTES * rows.length;
  }
}
