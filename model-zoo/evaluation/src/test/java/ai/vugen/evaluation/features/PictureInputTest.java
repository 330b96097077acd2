package ai.vugen.evaluation.features;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.evaluation.image.ResizeKernel;
import ai.vugen.image.Pixels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PictureInputTest {
  private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

  /** Columns of red, green and blue, each as wide as the picture is high. */
  private static Pixels stripes(int side) {
    byte[] rgb = new byte[9 * side * side];
    for (int i = 0; i < 3 * side * side; i++) {
      rgb[3 * i + i % (3 * side) / side] = (byte) 255;
    }
    return Pixels.of(3 * side, side, rgb);
  }

  @ParameterizedTest
  @EnumSource(ResizeKernel.class)
  void inceptionIsFedWhatTheToolFeedsIt(ResizeKernel kernel) {
    byte[] white = new byte[3 * 4 * 6];
    java.util.Arrays.fill(white, (byte) 255);
    PictureInput input = new PictureInput.Inception(kernel);
    float expected = kernel == ResizeKernel.PYTORCH_FID ? 1 : 127 / 128f;
    assertThat(input.of(Pixels.of(4, 6, white)))
        .hasSize(3 * 299 * 299)
        .usingComparatorWithPrecision(1e-6f)
        .containsOnly(expected);
    assertThat(input.name()).isEqualTo(kernel.name().toLowerCase().replace('_', '-'));
  }

  @Test
  void theMiddleIsCutOutAndNormalized() {
    PictureInput input = new PictureInput.Normalized("middle", 4, 4, HALF, List.of(0.5, 0.25, 0.5));
    float[] numbers = input.of(stripes(4)); // the middle is green
    assertThat(numbers).hasSize(3 * 4 * 4);
    for (int i = 0; i < 16; i++) {
      assertThat(numbers[i]).isEqualTo(-1);
      assertThat(numbers[16 + i]).isEqualTo(2);
      assertThat(numbers[32 + i]).isEqualTo(-1);
    }
  }

  @Test
  void theShorterSideIsResizedFirst() {
    PictureInput input = new PictureInput.Normalized("smaller", 4, 2, HALF, HALF);
    float[] numbers = input.of(stripes(16)); // 12 by 4 after resizing
    assertThat(numbers).hasSize(3 * 2 * 2);
    assertThat(numbers[4]).isCloseTo(1, within(0.05f));
    assertThat(numbers[0]).isCloseTo(-1, within(0.05f));
    assertThat(PictureInput.CLIP.of(stripes(10))).hasSize(3 * 224 * 224);
    assertThat(PictureInput.DINOV2.side()).isEqualTo(224);
  }

  @Test
  void sizesAndStatisticsAreChecked() {
    refused(() -> new PictureInput.Normalized("n", 4, 0, HALF, HALF), "side is 0; expected 1");
    refused(() -> new PictureInput.Normalized("n", 4, 5, HALF, HALF), "resized side is 4");
    refused(() -> new PictureInput.Normalized("n", 4, 4, List.of(1.0), HALF), "mean is [1.0]");
    refused(
        () -> new PictureInput.Normalized("n", 4, 4, HALF, List.of(1.0, 0.0, 1.0)),
        "three numbers above 0");
  }
}
