package ai.vugen.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.vugen.error.ModelIntegrityException;

/** The type of one tensor element. */
public enum ElementType {
  /** IEEE 754 single precision. */
  F32(4, OnnxJavaType.FLOAT),
  /** IEEE 754 half precision. */
  F16(2, OnnxJavaType.FLOAT16),
  /** The upper half of a single: 8 exponent and 7 mantissa bits. */
  BF16(2, OnnxJavaType.BFLOAT16),
  /** Signed 64-bit integer. */
  I64(8, OnnxJavaType.INT64),
  /** Signed 32-bit integer. */
  I32(4, OnnxJavaType.INT32),
  /** Signed 8-bit integer. */
  I8(1, OnnxJavaType.INT8),
  /** Unsigned 8-bit integer. */
  U8(1, OnnxJavaType.UINT8),
  /** One byte, 0 or 1. */
  BOOL(1, OnnxJavaType.BOOL);

  private final int bytes;
  private final OnnxJavaType ort;

  ElementType(int bytes, OnnxJavaType ort) {
    this.bytes = bytes;
    this.ort = ort;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  OnnxJavaType ort() {
    return ort;
  }

  static ElementType of(OnnxJavaType ort, String port) {
    for (ElementType type : values()) {
      if (type.ort == ort) {
        return type;
      }
    }
    throw new ModelIntegrityException(
        "The graph's port '%s' has the element type %s, which this runtime does not carry; cast it inside the graph."
            .formatted(port, ort));
  }
}
