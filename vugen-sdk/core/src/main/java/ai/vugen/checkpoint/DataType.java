package ai.vugen.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * The element type of a stored tensor; the constant's name is the name that safetensors uses.
 * Elements are little-endian and packed without gaps.
 */
public enum DataType {
  /** IEEE 754 double precision; reference values have it, weights do not. */
  F64(8),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of an IEEE 754 single precision number. */
  BF16(2),
  /** Signed byte. */
  I8(1),
  /** Unsigned byte. */
  U8(1),
  /** Signed 64-bit integer. */
  I64(8);

  private final int byteSize;

  DataType(int byteSize) {
    this.byteSize = byteSize;
  }

  /** Returns the size of one element in bytes. */
  public int byteSize() {
    return byteSize;
  }

  /** Returns whether every element is exactly some float. */
  boolean widensToFloat() {
    return this == F32 || this == F16 || this == BF16;
  }

  /** Returns the type with this safetensors name, or null if it is not supported. */
  static @Nullable DataType named(String name) {
    for (DataType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
