package ai.vugen.training.world;

import java.util.List;

/**
 * A training batch: pictures with all that is known of them. Entry {@code i} of every list belongs
 * to picture {@code i}.
 *
 * @param step number of the batch in its seed's sequence
 * @param size width and height of the pictures
 * @param pixels bytes 0..255, [batch, size, size, 3], red first
 * @param scenes what the pictures show
 * @param captions one caption each
 * @param questions several questions each
 * @param concepts {@link CellLabels#concepts()} of each picture, [batch, grid * grid]
 * @param colours {@link CellLabels#colours()} of each picture, [batch, grid * grid]
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
public record SceneBatch(
    long step,
    int size,
    byte[] pixels,
    List<Scene> scenes,
    List<String> captions,
    List<List<QuestionAnswer>> questions,
    int[] concepts,
    int[] colours) {

  /** The pictures as planes: [batch, 3, size, size], each value between -1 and 1. */
  public float[] planes() {
    float[] planes = new float[pixels.length];
    int plane = size * size;
    for (int picture = 0; picture < scenes.size(); picture++) {
      int start = picture * 3 * plane;
      for (int i = 0; i < plane; i++) {
        for (int channel = 0; channel < 3; channel++) {
          int value = pixels[start + 3 * i + channel] & 255;
          planes[start + channel * plane + i] = value / 127.5f - 1;
        }
      }
    }
    return planes;
  }
}
