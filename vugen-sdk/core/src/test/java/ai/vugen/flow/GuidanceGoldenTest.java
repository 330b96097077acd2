package ai.vugen.flow;

import static ai.vugen.flow.ReferenceFlows.greatestDifference;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.goldens.Goldens;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guidance against reference results; tensors are {@code [2, 3, 4, 4]}. */
class GuidanceGoldenTest {
  private static final Goldens GOLDEN = Goldens.load("decoders/guidance.safetensors");
  private static final int SAMPLES = 2;
  private static final int SAMPLE = 48;

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1.5", "5", "14"})
  void classifierFree(String w) {
    assertMatches("cfg.w" + w, Guidance.classifierFree(Double.parseDouble(w)), tolerance(w));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1.5", "5", "14"})
  void rescaled(String w) {
    Guidance guidance = Guidance.classifierFree(Double.parseDouble(w)).rescaled(0.7);
    assertMatches("rescale0.7.w" + w, guidance, tolerance(w));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1.5", "5", "14"})
  void cfgZeroStar(String w) {
    Guidance guidance = new Guidance.CfgZeroStar(Double.parseDouble(w), 0);
    assertMatches("zerostar.w" + w, guidance, tolerance(w));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1.5", "0, 0, 5", "0, 2.5, 1.5", "0, 2.5, 5", "0, 100, 1.5", "0, 100, 5",
    "0.5, 0, 1.5", "0.5, 0, 5", "0.5, 2.5, 1.5", "0.5, 2.5, 5", "0.5, 100, 1.5", "0.5, 100, 5",
    "1, 0, 1.5", "1, 0, 5", "1, 2.5, 1.5", "1, 2.5, 5", "1, 100, 1.5", "1, 100, 5",
  })
  void adaptiveProjected(String eta, String r, String w) {
    Guidance guidance =
        new Guidance.AdaptiveProjected(
            Double.parseDouble(w), Double.parseDouble(eta), Double.parseDouble(r), 0);
    assertMatches("apg.eta" + eta + ".r" + r + ".w" + w, guidance, tolerance(w));
  }

  @ParameterizedTest
  @CsvSource({"-0.5, 0, 2.5", "-0.5, 1, 0", "-0.75, 0, 2.5", "0.5, 0, 2.5"})
  void adaptiveProjectedWithMomentum(String beta, String eta, String r) {
    double[] c = GOLDEN.doubles("apg.momentum.v_cond"); // [4, 2, 3, 4, 4]
    double[] u = GOLDEN.doubles("apg.momentum.v_uncond");
    double[] expected =
        GOLDEN.doubles("apg.momentum.beta" + beta + ".eta" + eta + ".r" + r + ".w5");
    Guidance guidance =
        new Guidance.AdaptiveProjected(
            5, Double.parseDouble(eta), Double.parseDouble(r), Double.parseDouble(beta));
    double[] memory = new double[SAMPLES * SAMPLE];
    double[] v = new double[SAMPLES * SAMPLE];

    for (int step = 0; step < 4; step++) {
      int begin = step * v.length;
      int end = begin + v.length;
      combine(
          guidance,
          Arrays.copyOfRange(c, begin, end),
          Arrays.copyOfRange(u, begin, end),
          memory,
          v);

      assertThat(greatestDifference(v, Arrays.copyOfRange(expected, begin, end)))
          .as("step %d", step)
          .isLessThan(1e-5);
    }
  }

  private static void assertMatches(String tensor, Guidance guidance, double tolerance) {
    double[] v = new double[SAMPLES * SAMPLE];

    combine(
        guidance, GOLDEN.doubles("v_cond"), GOLDEN.doubles("v_uncond"), new double[v.length], v);

    assertThat(greatestDifference(v, GOLDEN.doubles(tensor))).isLessThan(tolerance);
  }

  private static void combine(
      Guidance guidance, double[] c, double[] u, double[] memory, double[] v) {
    for (int from = 0; from < v.length; from += SAMPLE) {
      guidance.combine(c, u, memory, v, from, from + SAMPLE);
    }
  }

  private static double tolerance(String w) {
    return w.equals("14") ? 3e-5 : 1e-5;
  }
}
