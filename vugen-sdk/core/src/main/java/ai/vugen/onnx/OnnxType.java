package ai.vugen.onnx;

import ai.vugen.checkpoint.DataType;

/** Element types by their codes in onnx.proto. */
enum OnnxType {
  FLOAT(1),
  UINT8(2),
  INT8(3),
  INT32(6),
  INT64(7),
  FLOAT16(10),
  DOUBLE(11),
  BFLOAT16(16);

  private final int code;

  OnnxType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static OnnxType of(DataType type) {
    return switch (type) {
      case F64 -> DOUBLE;
      case F32 -> FLOAT;
      case F16 -> FLOAT16;
      case BF16 -> BFLOAT16;
      case I8 -> INT8;
      case U8 -> UINT8;
      case I64 -> INT64;
    };
  }
}
