package ai.vugen.pipeline.language;

import ai.vugen.error.ModelException;
import ai.vugen.flow.Noise;
import ai.vugen.text.AnswerOptions;
import java.util.Arrays;
import java.util.Comparator;

/** Samples the next token from logits: greedily, or by temperature, top-k and top-p. */
final class TokenSampler {
  private final AnswerOptions options;
  private final int tokens;
  private final Noise noise;

  /**
   * Begins an answer.
   *
   * @param tokens ids below this are tokens; a vocabulary may be padded with more
   */
  TokenSampler(AnswerOptions options, int tokens) {
    this.options = options;
    this.tokens = tokens;
    this.noise = new Noise(options.seed(), 0, Noise.Stream.TEXT);
  }

  /**
   * Chooses a token.
   *
   * @param logits {@code [vocabulary]}
   * @param position of the token in the conversation: the element of the noise that decides
   */
  int choose(float[] logits, int position) {
    int best = likeliest(logits);
    return options.temperature() == 0 ? best : draw(logits, logits[best], position);
  }

  /** Returns the first of the greatest. */
  private int likeliest(float[] logits) {
    int best = 0;
    for (int i = 0; i < tokens; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new ModelException(
            "The language model gave the logit "
                + logits[i]
                + "; check the model's weights for NaN and infinities.");
      }
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Draws from the top-k likeliest tokens, or those of them whose probabilities reach top-p. */
  private int draw(float[] logits, float greatest, int position) {
    double[] weights = new double[tokens];
    double sum = 0;
    for (int i = 0; i < tokens; i++) {
      weights[i] = Math.exp((logits[i] - greatest) / options.temperature());
      sum += weights[i];
    }
    Integer[] order = new Integer[tokens];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -weights[i]));
    int most = Math.min(tokens, options.topK().orElse(tokens));
    if (most < tokens) { // top-p is a share of what top-k leaves
      sum = 0;
      for (int i = 0; i < most; i++) {
        sum += weights[order[i]];
      }
    }
    int kept = 0;
    double mass = 0;
    while (kept < most && (kept == 0 || mass < options.topP() * sum)) {
      mass += weights[order[kept++]];
    }
    double left = noise.uniform(position) * mass;
    for (int i = 0; i < kept - 1; i++) {
      left -= weights[order[i]];
      if (left < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
  }
}
