package ai.vugen.runtime;

import ai.onnxruntime.platform.Fp16Conversions;
import ai.vugen.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** Conversions between the bytes of a tensor and Java arrays; buffers are in native byte order. */
final class Elements {
  private Elements() {}

  static void put(ByteBuffer to, ElementType type, float[] values, int from, int count) {
    switch (type) {
      case F32 -> to.asFloatBuffer().put(values, from, count);
      case F16 -> {
        ShortBuffer halves = to.asShortBuffer();
        for (int i = 0; i < count; i++) {
          halves.put(i, Fp16Conversions.floatToFp16(values[from + i]));
        }
      }
      case BF16 -> {
        ShortBuffer halves = to.asShortBuffer();
        for (int i = 0; i < count; i++) {
          halves.put(i, Fp16Conversions.floatToBf16(values[from + i]));
        }
      }
      default -> throw notOf(type, "floats");
    }
  }

  static void get(ByteBuffer from, ElementType type, float[] values, int at, int count) {
    switch (type) {
      case F32 -> from.asFloatBuffer().get(values, at, count);
      case F16 -> {
        ShortBuffer halves = from.asShortBuffer();
        for (int i = 0; i < count; i++) {
          values[at + i] = Fp16Conversions.fp16ToFloat(halves.get(i));
        }
      }
      case BF16 -> {
        ShortBuffer halves = from.asShortBuffer();
        for (int i = 0; i < count; i++) {
          values[at + i] = Fp16Conversions.bf16ToFloat(halves.get(i));
        }
      }
      default -> throw notOf(type, "floats");
    }
  }

  static void put(ByteBuffer to, ElementType type, long[] values) {
    int count = to.remaining() / type.bytes();
    for (int i = 0; i < count; i++) {
      long value = values[i];
      switch (type) {
        case I64 -> to.putLong(8 * i, value);
        case I32 ->
            to.putInt(4 * i, (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type));
        case I8 -> to.put(i, (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE, type));
        case U8 -> to.put(i, (byte) within(value, 0, 255, type));
        case BOOL -> to.put(i, (byte) within(value, 0, 1, type));
        default -> throw notOf(type, "integers");
      }
    }
  }

  static void get(ByteBuffer from, ElementType type, long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case I64 -> from.getLong(8 * i);
            case I32 -> from.getInt(4 * i);
            case I8 -> from.get(i);
            case U8, BOOL -> from.get(i) & 0xFF;
            default -> throw notOf(type, "integers");
          };
    }
  }

  static void clear(ByteBuffer bytes) {
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(0);
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
  }

  private static long within(long value, long least, long most, ElementType type) {
    if (value < least || value > most) {
      throw new InvalidRequestException("%d does not fit into %s.".formatted(value, type));
    }
    return value;
  }

  private static InvalidRequestException notOf(ElementType type, String wanted) {
    return new InvalidRequestException(
        "A tensor of %s does not hold %s; use the method of its own element type."
            .formatted(type, wanted));
  }
}
