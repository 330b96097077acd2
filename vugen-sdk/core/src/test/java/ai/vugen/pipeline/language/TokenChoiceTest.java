package ai.vugen.pipeline.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)
  };

  private static TokenChoice choice(double temperature, double topP) {
    return new TokenChoice(new TextSettings(temperature, topP, 3, 1, List.of()), 3);
  }

  private static double[] frequencies(TokenChoice choice) {
    int draws = 20000;
    double[] frequencies = new double[3];
    for (int i = 0; i < draws; i++) {
      frequencies[choice.choose(LOGITS, i)] += 1.0 / draws;
    }
    return frequencies;
  }

  @Test
  void withoutTemperatureTheFirstOfTheGreatestTokens() {
    assertThat(choice(0, 1).choose(new float[] {1, 3, 3, 9}, 0)).isEqualTo(1);
  }

  @Test
  void drawsByProbability() {
    assertThat(frequencies(choice(1, 1)))
        .containsExactly(new double[] {0.1, 0.6, 0.3}, within(0.02));
  }

  @Test
  void temperatureSharpens() {
    double[] expected = {0.01 / 0.46, 0.36 / 0.46, 0.09 / 0.46}; // squares
    assertThat(frequencies(choice(0.5, 1))).containsExactly(expected, within(0.02));
  }

  @Test
  void topPDropsTheTail() {
    assertThat(frequencies(choice(1, 0.8)))
        .containsExactly(new double[] {0, 2 / 3.0, 1 / 3.0}, within(0.02));
    assertThat(frequencies(choice(1, 0.01))).containsExactly(new double[] {0, 1, 0}, within(1e-9));
  }

  @Test
  void sameSeedAndPositionSameToken() {
    for (int i = 0; i < 100; i++) {
      assertThat(choice(1, 1).choose(LOGITS, i)).isEqualTo(choice(1, 1).choose(LOGITS, i));
    }
  }

  @Test
  void refusesNaN() {
    assertThatThrownBy(() -> choice(1, 1).choose(new float[] {1, Float.NaN, 0}, 0))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NaN");
  }
}
