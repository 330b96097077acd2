package ai.vugen.evaluation.features;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Feature matrices. */
class FeatureMatrixTest {
  @Test
  void ofRows_vectors_areTheRows() {
    FeatureMatrix matrix =
        FeatureMatrix.ofRows(List.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, .1f}));

    assertThat(matrix).hasToString("FeatureMatrix[3, 2]");
    assertThat(matrix.at(2, 0)).isEqualTo(5);
    assertThat(matrix.at(2, 1)).isEqualTo((double) .1f);
  }

  @Test
  void of_floats_areWidened() {
    assertThat(FeatureMatrix.of(new float[] {.1f, 2}, 1, 2).at(0, 0)).isEqualTo((double) .1f);
  }

  @Test
  void of_array_isCopied() {
    double[] values = {1, 2};
    FeatureMatrix matrix = FeatureMatrix.of(values, 2, 1);

    values[0] = 9;

    assertThat(matrix.at(0, 0)).isEqualTo(1);
  }

  @Test
  void of_badShape_isRefused() {
    refused(() -> FeatureMatrix.of(new double[0], 0, 3), "at least one sample");
    refused(() -> FeatureMatrix.of(new double[0], 3, 0), "at least one sample");
    refused(() -> FeatureMatrix.of(new double[5], 2, 3), "samples * features = 6");
    refused(() -> FeatureMatrix.ofRows(List.of()), "at least one sample");
    refused(
        () -> FeatureMatrix.ofRows(List.of(new float[2], new float[3])), "feature vector 1 is 3");
  }

  @Test
  void of_notFinite_isRefused() {
    refused(() -> FeatureMatrix.of(new double[] {0, Double.NaN}, 1, 2), "Element 1");
    refused(() -> FeatureMatrix.of(new float[] {Float.NEGATIVE_INFINITY}, 1, 1), "finite numbers");
  }

  @Test
  void cosine_anyLength_isAngle() {
    FeatureMatrix matrix = FeatureMatrix.of(new double[] {3, 0, 0, 5, 5, 0}, 2, 3);

    assertThat(matrix.cosine(0, matrix, 1)).isCloseTo(Math.sqrt(.5), within(1e-15));
    assertThat(matrix.cosine(1, matrix, 1)).isCloseTo(1, within(1e-15));
  }

  @Test
  void cosine_zeroVector_isRefused() {
    FeatureMatrix matrix = FeatureMatrix.of(new double[] {1, 0}, 2, 1);

    refused(() -> matrix.cosine(0, matrix, 1), "no direction");
  }

  @Test
  void squaredDistance_belowLimit_isExact() {
    double[] values = new double[2 * 100];
    for (int i = 0; i < 100; i++) {
      values[i] = 3;
    }
    FeatureMatrix matrix = FeatureMatrix.of(values, 2, 100);

    assertThat(matrix.squaredDistance(0, matrix, 1, Double.POSITIVE_INFINITY)).isEqualTo(900);
    assertThat(matrix.squaredDistance(1, matrix, 0, 10)).isBetween(10.0, 900.0);
  }
}
