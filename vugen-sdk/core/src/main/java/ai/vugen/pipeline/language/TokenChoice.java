package ai.vugen.pipeline.language;

import ai.vugen.error.ModelException;
import ai.vugen.flow.Noise;
import java.util.Arrays;
import java.util.Comparator;

/** Chooses the next token from logits. */
final class TokenChoice {
  private final TextSettings settings;
  private final int tokens;
  private final Noise noise;

  /**
   * Begins an answer.
   *
   * @param tokens ids below this are tokens; a vocabulary may be padded with more
   */
  TokenChoice(TextSettings settings, int tokens) {
    this.settings = settings;
    this.tokens = tokens;
    this.noise = new Noise(settings.seed(), 0, Noise.Stream.TEXT);
  }

  /**
   * Chooses a token.
   *
   * @param logits {@code [vocabulary]}
   * @param position of the token in the conversation: the element of the noise that decides
   */
  int choose(float[] logits, int position) {
    int best = likeliest(logits);
    return settings.temperature() == 0 ? best : draw(logits, logits[best], position);
  }

  /** The first of the greatest. */
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

  /** Draws from the likeliest tokens whose probabilities reach top-p. */
  private int draw(float[] logits, float greatest, int position) {
    double[] weights = new double[tokens];
    double sum = 0;
    for (int i = 0; i < tokens; i++) {
      weights[i] = Math.exp((logits[i] - greatest) / settings.temperature());
      sum += weights[i];
    }
    Integer[] order = new Integer[tokens];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -weights[i]));
    int kept = 0;
    double mass = 0;
    while (kept < order.length && (kept == 0 || mass < settings.topP() * sum)) {
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
