package ai.vugen.pipeline.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.ModelException;
import ai.vugen.text.AnswerOptions;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)
  };

  private static TokenSampler sampler(double temperature, double topP) {
    return new TokenSampler(
        AnswerOptions.DEFAULT.withTemperature(temperature).withTopP(topP).withSeed(3), 3);
  }

  private static double[] frequencies(TokenSampler sampler) {
    int draws = 20000;
    double[] frequencies = new double[3];
    for (int i = 0; i < draws; i++) {
      frequencies[sampler.choose(LOGITS, i)] += 1.0 / draws;
    }
    return frequencies;
  }

  @Test
  void withoutTemperatureTheFirstOfTheGreatestTokens() {
    assertThat(sampler(0, 1).choose(new float[] {1, 3, 3, 9}, 0)).isEqualTo(1);
  }

  @Test
  void drawsByProbability() {
    assertThat(frequencies(sampler(1, 1)))
        .containsExactly(new double[] {0.1, 0.6, 0.3}, within(0.02));
  }

  @Test
  void temperatureSharpens() {
    double[] expected = {0.01 / 0.46, 0.36 / 0.46, 0.09 / 0.46}; // squares
    assertThat(frequencies(sampler(0.5, 1))).containsExactly(expected, within(0.02));
  }

  @Test
  void topPDropsTheTail() {
    assertThat(frequencies(sampler(1, 0.8)))
        .containsExactly(new double[] {0, 2 / 3.0, 1 / 3.0}, within(0.02));
    assertThat(frequencies(sampler(1, 0.01))).containsExactly(new double[] {0, 1, 0}, within(1e-9));
  }

  @Test
  void topKKeepsTheLikeliest() {
    assertThat(frequencies(topK(2, 1)))
        .containsExactly(new double[] {0, 2 / 3.0, 1 / 3.0}, within(0.02));
    assertThat(frequencies(topK(1, 1))).containsExactly(new double[] {0, 1, 0}, within(1e-9));
  }

  @Test
  void topKOfAllTokensChangesNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(topK(3, 1).choose(LOGITS, i)).isEqualTo(sampler(1, 1).choose(LOGITS, i));
      assertThat(topK(50, 0.8).choose(LOGITS, i)).isEqualTo(sampler(1, 0.8).choose(LOGITS, i));
    }
  }

  @Test
  void topPIsAShareOfWhatTopKLeaves() {
    // Of all tokens, 0.65 needs the first two (0.6 < 0.65); of the first two alone, the first is
    // 2/3 already.
    assertThat(frequencies(sampler(1, 0.65)))
        .containsExactly(new double[] {0, 2 / 3.0, 1 / 3.0}, within(0.02));
    assertThat(frequencies(topK(2, 0.65))).containsExactly(new double[] {0, 1, 0}, within(1e-9));
  }

  private static TokenSampler topK(int topK, double topP) {
    AnswerOptions options = AnswerOptions.DEFAULT.withTemperature(1).withTopP(topP).withSeed(3);
    return new TokenSampler(options.withTopK(topK), 3);
  }

  @Test
  void sameSeedAndPositionSameToken() {
    for (int i = 0; i < 100; i++) {
      assertThat(sampler(1, 1).choose(LOGITS, i)).isEqualTo(sampler(1, 1).choose(LOGITS, i));
    }
  }

  @Test
  void refusesNaN() {
    assertThatThrownBy(() -> sampler(1, 1).choose(new float[] {1, Float.NaN, 0}, 0))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NaN");
  }
}
