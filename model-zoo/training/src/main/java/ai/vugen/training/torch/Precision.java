package ai.vugen.training.torch;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** A type of real numbers, narrowest first. */
public enum Precision {
  /** 16 bits with the range of float32 and 8 significant bits: for training. */
  BF16(ScalarType.BFloat16),
  /** 32 bits: for evaluation and comparisons. */
  FP32(ScalarType.Float),
  /** 64 bits: for checking gradients against finite differences. */
  FP64(ScalarType.Double);

  private final ScalarType scalarType;

  Precision(ScalarType scalarType) {
    this.scalarType = scalarType;
  }

  ScalarType scalarType() {
    return scalarType;
  }

  /** The narrower of the two, in which an elementwise operation of both computes. */
  Precision narrower(Precision other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
