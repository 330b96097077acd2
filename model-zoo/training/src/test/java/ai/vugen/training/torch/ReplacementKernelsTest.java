package ai.vugen.training.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what replaces kernels with libtorch in float64, gradients too. */
class ReplacementKernelsTest {
  private static final List<ComputeType> NARROW = List.of(ComputeType.BF16, ComputeType.FP32);

  private static Kernels composed(ComputeType precision) {
    return new ComposedKernels(CheckedKernels.of(precision));
  }

  private static Kernels wider(ComputeType precision) {
    ComputeType wide = precision.wider().orElseThrow();
    return new WiderKernels(CheckedKernels.of(wide), wide);
  }

  private static void expectRight(Probe probe) {
    for (ComputeType precision : NARROW) {
      for (Kernels kernels : List.of(composed(precision), wider(precision))) {
        assertThat(probe.error(kernels, precision, new NativeKernels()))
            .as("%s in %s", probe.title(), precision)
            .isLessThan(precision.tolerance());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, 4, 3, 1, 1, 8",
    "4, 6, 3, 1, 1, 8",
    "3, 8, 4, 4, 0, 12",
    "1, 17, 3, 1, 1, 9",
    "17, 20, 3, 2, 1, 9",
    "20, 24, 1, 1, 0, 7",
    "24, 33, 3, 1, 1, 7",
    "33, 50, 3, 1, 1, 7",
    "50, 1, 5, 3, 2, 11",
    "48, 64, 3, 1, 1, 16",
    "64, 96, 3, 1, 1, 16"
  })
  void convolutions(int in, int out, int kernel, int stride, int padding, int side) {
    expectRight(
        Probe.convolution(1, ConvolutionShape.square(in, out, kernel, stride, padding, side)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void kernelsAndMapsThatAreNotSquare(int stride) {
    expectRight(Probe.convolution(1, new ConvolutionShape(5, 7, 3, 2, stride, 1, 6, 11)));
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 5, 4", "2, 17, 33, 24", "4, 50, 20, 12"})
  void attention(int heads, int queries, int keys, int width) {
    expectRight(Probe.attention(1, heads, queries, keys, width));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 7, 3", "17, 20, 24", "33, 50, 1", "65, 97, 49"})
  void products(int m, int k, int n) {
    Probe.products(1, m, k, n).forEach(ReplacementKernelsTest::expectRight);
  }
}
