package ai.vugen.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidImageException;
import ai.vugen.image.Pixels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeFeaturesTest {
  private static final int FINE = 8;
  private static final int COARSEST = 8;

  private final Path folder;

  JudgeFeaturesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Pixels noise(long seed) {
    byte[] rgb = new byte[3 * ConstantJudge.SIZE * ConstantJudge.SIZE];
    new Random(seed).nextBytes(rgb);
    return Pixels.of(ConstantJudge.SIZE, ConstantJudge.SIZE, rgb);
  }

  @Test
  void equalPicturesHaveEqualFeaturesAndOthersHaveOthers() {
    try (Judge judge = Judge.open(RandomJudge.write(folder, 1))) {
      float[] features = judge.features(noise(1));
      assertThat(features).hasSize(FINE + COARSEST).doesNotContain(Float.NaN);
      assertThat(judge.features(noise(1))).isEqualTo(features);
      assertThat(judge.features(noise(2))).isNotEqualTo(features);
      assertThat(judge.look(noise(1), 0)).isNotEmpty();
    }
  }

  /** With no weights but two biases every cell of both levels is known. */
  @Test
  void theyAreTheMeansOfTheFineAndTheCoarsestLevel() {
    Path written = ConstantJudge.write(folder, JudgeFeaturesTest::twoBiases);
    try (Judge judge = Judge.open(written)) {
      float[] features = judge.features(noise(1));
      float silu = (float) (2 / (1 + Math.exp(-2)));
      for (int i = 0; i < FINE; i++) {
        assertThat(features[i]).isCloseTo(silu, within(1e-5f));
      }
      for (int i = FINE; i < FINE + COARSEST; i++) {
        assertThat(features[i]).isCloseTo(3, within(1e-5f));
      }
    }
  }

  private static float[] twoBiases(String name, int count) {
    float[] values = new float[count];
    switch (name) {
      case "judge.norm.bias" -> Arrays.fill(values, 2);
      case "judge.levels.1.down.bias" -> Arrays.fill(values, 3);
      default -> {}
    }
    return values;
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() {
    try (Judge judge = Judge.open(RandomJudge.write(folder, 1))) {
      assertThatThrownBy(() -> judge.features(Pixels.of(8, 16, new byte[3 * 8 * 16])))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("The picture is 8 x 16 pixels; this judge looks at 16 x 16");
    }
  }
}
