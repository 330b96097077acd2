package ai.vugen.training.torch;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A type of real numbers, narrowest first.
 *
 * <p>Which trains fastest depends on the machine. On x86 processors with AMX, on AMD Zen 4 and
 * later and on GPUs, matrix products in bfloat16 are 2 to 4 times as fast as in float32. On Intel
 * processors without AMX (or where a virtual machine hides it) they are half as fast, because the
 * AVX-512 instruction for bfloat16 has half the throughput of the one for float32: train in float32
 * there.
 */
public enum ComputeType {
  /** 16 bits with the range of float32 and 8 significant bits: for training where it is fast. */
  BF16(ScalarType.BFloat16, "bfloat16", 0.15),
  /** 32 bits: for training elsewhere, and for comparisons. */
  FP32(ScalarType.Float, "float32", 1e-4),
  /** 64 bits: for checking gradients against finite differences. */
  FP64(ScalarType.Double, "float64", 1e-11);

  private final ScalarType scalarType;
  private final String title;
  private final double tolerance;

  ComputeType(ScalarType scalarType, String title, double tolerance) {
    this.scalarType = scalarType;
    this.title = title;
    this.tolerance = tolerance;
  }

  ScalarType scalarType() {
    return scalarType;
  }

  /** Its name in words. */
  String title() {
    return title;
  }

  /**
   * Returns the largest error of one number that rounding explains in a sum of some hundred
   * products, as a multiple of the root mean square of all.
   */
  double tolerance() {
    return tolerance;
  }

  /** Returns the next wider precision; none of the widest. */
  Optional<ComputeType> wider() {
    return this == FP64 ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
  }

  /** Returns the narrower of the two, in which an elementwise operation of both computes. */
  ComputeType narrower(ComputeType other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
