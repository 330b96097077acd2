package ai.vugen.training.torch;

import ai.vugen.error.RuntimeFailureException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares kernels with the same computation in float64, with gradients, and picks those that are
 * right. Kernels are written for families of processors, and some give wrong numbers, without an
 * error, on members of the family that their authors did not have.
 */
final class NumericCheck {
  private static final int ALL_THREADS = Runtime.getRuntime().availableProcessors();

  /** Of sizes around the widths of registers and blocks, and between them. */
  static final List<Probe> PRODUCTS =
      Stream.of(
              Probe.products(1, 1, 1, 1),
              Probe.products(1, 2, 3, 5),
              Probe.products(1, 4, 8, 4),
              Probe.products(1, 5, 7, 3),
              Probe.products(1, 6, 12, 8),
              Probe.products(1, 16, 16, 16),
              Probe.products(1, 17, 20, 24),
              Probe.products(1, 33, 50, 1),
              Probe.products(1, 1, 65, 33),
              Probe.products(1, 65, 97, 49),
              Probe.products(ALL_THREADS, 17, 20, 24),
              Probe.products(ALL_THREADS, 65, 97, 49))
          .flatMap(List::stream)
          .toList();

  static final List<Probe> CONVOLUTIONS =
      Stream.of(
              ConvolutionShape.square(3, 4, 3, 1, 1, 8),
              ConvolutionShape.square(4, 6, 3, 1, 1, 8),
              ConvolutionShape.square(6, 3, 3, 1, 1, 8),
              ConvolutionShape.square(3, 8, 4, 4, 0, 12),
              ConvolutionShape.square(1, 17, 3, 1, 1, 9),
              ConvolutionShape.square(17, 1, 3, 1, 1, 9),
              ConvolutionShape.square(4, 16, 3, 1, 1, 8),
              ConvolutionShape.square(16, 4, 1, 1, 0, 8),
              ConvolutionShape.square(17, 20, 3, 1, 1, 7),
              ConvolutionShape.square(20, 24, 1, 1, 0, 7),
              ConvolutionShape.square(24, 33, 3, 2, 1, 9),
              ConvolutionShape.square(33, 50, 3, 1, 1, 7),
              ConvolutionShape.square(50, 20, 3, 2, 1, 8),
              ConvolutionShape.square(33, 33, 3, 1, 1, 10),
              ConvolutionShape.square(32, 32, 3, 1, 1, 16),
              ConvolutionShape.square(64, 96, 3, 1, 1, 9),
              ConvolutionShape.square(3, 64, 3, 1, 1, 16))
          .map(shape -> Probe.convolution(1, shape))
          .toList();

  static final List<Probe> ATTENTION =
      List.of(
          Probe.attention(1, 1, 3, 5, 4),
          Probe.attention(1, 2, 17, 33, 24),
          Probe.attention(1, 4, 64, 64, 32),
          Probe.attention(ALL_THREADS, 3, 50, 20, 12));

  private final ComputeType precision;

  /**
   * A check.
   *
   * @param precision that the kernels compute in
   */
  NumericCheck(ComputeType precision) {
    this.precision = precision;
  }

  /**
   * Finds the first of some kernels that are right in all computations.
   *
   * @param operation what the computations have in common, in words
   * @param candidates the kernels, best first
   * @param reference what computes the same in float64
   * @throws RuntimeFailureException if none are right
   */
  Finding find(
      String operation,
      List<Probe> probes,
      Map<Finding.Method, Kernels> candidates,
      Kernels reference) {
    Finding first = null;
    for (Map.Entry<Finding.Method, Kernels> candidate : candidates.entrySet()) {
      Finding found = worst(operation, probes, candidate, reference);
      if (first == null) {
        first = found;
      }
      if (found.isRight(precision)) {
        return new Finding(operation, first.error(), first.worst(), candidate.getKey());
      }
    }
    if (first == null) {
      throw new IllegalArgumentException("no kernels for " + operation);
    }
    throw new RuntimeFailureException(
        first.wrong(precision)
            + " No other way is right either, so nothing is computed in this precision here. Set the"
            + " environment variables OPENBLAS_CORETYPE=Haswell and ONEDNN_MAX_CPU_ISA=AVX2 before"
            + " Java starts, or compute in another precision.");
  }

  private Finding worst(
      String operation,
      List<Probe> probes,
      Map.Entry<Finding.Method, Kernels> candidate,
      Kernels reference) {
    Finding worst = new Finding(operation, 0, "none", candidate.getKey());
    for (Probe probe : probes) {
      double error = probe.error(candidate.getValue(), precision, reference);
      if (!(error <= worst.error())) { // NaN is the worst
        worst =
            new Finding(
                operation,
                error,
                probe.title() + " (threads: " + probe.threads() + ")",
                candidate.getKey());
      }
      if (!worst.isRight(precision)) {
        return worst;
      }
    }
    return worst;
  }
}
