package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

final class PrincipalComponentsTest {
  private static final Offset<Float> CLOSE = within(0.02f);

  /** Vectors around (5, -1, 2) that spread by 3 along (0.6, -0.8, 0), by 1 along (0, 0, 1). */
  private static PrincipalComponents components(int channels) {
    Random random = new Random(4);
    int count = 20_000;
    DMatrixRMaj vectors = new DMatrixRMaj(count, 3);
    for (int i = 0; i < count; i++) {
      double far = 3 * random.nextGaussian();
      vectors.set(i, 0, 5 + 0.6 * far);
      vectors.set(i, 1, -1 - 0.8 * far);
      vectors.set(i, 2, 2 + random.nextGaussian());
    }
    DMatrixRMaj products = new DMatrixRMaj(3, 3);
    CommonOps_DDRM.multTransA(vectors, vectors, products);
    return PrincipalComponents.of(CommonOps_DDRM.sumCols(vectors, null), products, count, channels);
  }

  @Test
  void componentsAreTheDirectionsOfLargestVariance() {
    float[] found = components(2).components();
    float[] expected = {-0.6f, 0.8f, 0, 0, 0, 1};
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("number " + i).isCloseTo(expected[i], CLOSE);
    }
  }

  @Test
  void theMeanIsThatOfTheVectors() {
    float[] mean = components(1).mean();
    assertThat(mean[0]).isCloseTo(5, within(0.05f));
    assertThat(mean[1]).isCloseTo(-1, within(0.05f));
    assertThat(mean[2]).isCloseTo(2, within(0.05f));
  }

  @Test
  void theShareIsTheVarianceThatIsKept() {
    assertThat(components(1).share()).isCloseTo(0.9, within(0.01)); // 9 of 9 + 1
    assertThat(components(2).share()).isCloseTo(1, within(1e-9));
  }
}
