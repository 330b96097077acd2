package ai.vugen.training.recipe;

import java.util.List;

/**
 * Prompts padded on the right to one length.
 *
 * @param batch number of prompts
 * @param length tokens of the longest
 * @param ids {@code [batch, length]}
 * @param lengths {@code [batch]} tokens of each
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
record PromptBatch(int batch, int length, long[] ids, long[] lengths) {
  /** Added to the score of a token that must not be seen. */
  static final float HIDDEN = -1e9f;

  static PromptBatch of(List<int[]> prompts) {
    int batch = prompts.size();
    int length = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
    long[] ids = new long[batch * length];
    long[] lengths = new long[batch];
    for (int b = 0; b < batch; b++) {
      lengths[b] = prompts.get(b).length;
      for (int i = 0; i < lengths[b]; i++) {
        ids[b * length + i] = prompts.get(b)[i];
      }
    }
    return new PromptBatch(batch, length, ids, lengths);
  }

  /**
   * Returns what is added to the scores of image tokens so that padding is not seen: {@code [batch,
   * length + tokens]}.
   *
   * @param tokens image tokens, which follow the prompt
   */
  float[] prefixMask(int tokens) {
    int width = length + tokens;
    float[] mask = new float[batch * width];
    for (int b = 0; b < batch; b++) {
      for (int i = (int) lengths[b]; i < length; i++) {
        mask[b * width + i] = HIDDEN;
      }
    }
    return mask;
  }

  /**
   * Returns the mask under which a token sees itself and those before it: {@code [length, length]}.
   */
  static float[] causalMask(int length) {
    float[] mask = new float[length * length];
    for (int i = 0; i < length; i++) {
      for (int j = i + 1; j < length; j++) {
        mask[i * length + j] = HIDDEN;
      }
    }
    return mask;
  }

  /** Returns the positions 0, 1, … of every prompt: {@code [batch, length]}. */
  static long[] positions(int batch, int length) {
    long[] positions = new long[batch * length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i % length;
    }
    return positions;
  }

  /** Returns the states that predict a next token, as indices into {@code [batch * length]}. */
  long[] rows() {
    int count = 0;
    for (long n : lengths) {
      count += (int) n - 1;
    }
    long[] rows = new long[count];
    int at = 0;
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i + 1 < lengths[b]; i++) {
        rows[at++] = (long) b * length + i;
      }
    }
    return rows;
  }

  /** Returns the token after each of {@link #rows}. */
  long[] targets() {
    long[] rows = rows();
    long[] targets = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      targets[i] = ids[(int) rows[i] + 1];
    }
    return targets;
  }
}
