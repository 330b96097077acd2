package ai.vugen.training.torch;

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
  BF16(ScalarType.BFloat16),
  /** 32 bits: for training elsewhere, and for comparisons. */
  FP32(ScalarType.Float),
  /** 64 bits: for checking gradients against finite differences. */
  FP64(ScalarType.Double);

  private final ScalarType scalarType;

  ComputeType(ScalarType scalarType) {
    this.scalarType = scalarType;
  }

  ScalarType scalarType() {
    return scalarType;
  }

  /** The narrower of the two, in which an elementwise operation of both computes. */
  ComputeType narrower(ComputeType other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
