package ai.vugen.checkpoint;

import java.nio.ByteBuffer;

/**
 * The numbers of NaN and infinite elements in one tensor.
 *
 * @param name the tensor
 */
public record NonFinite(String name, long nans, long infinities) {

  /** Reads every element of a tensor once; integers are always finite. */
  static NonFinite count(TensorEntry entry) {
    return switch (entry.dataType()) {
      case F64 -> count(entry, 0x7ff0_0000_0000_0000L, (in, at) -> in.getLong(at) & Long.MAX_VALUE);
      case F32 -> count(entry, 0x7f80_0000L, (in, at) -> in.getInt(at) & 0x7fff_ffffL);
      case F16 -> count(entry, 0x7c00L, (in, at) -> in.getShort(at) & 0x7fffL);
      case BF16 -> count(entry, 0x7f80L, (in, at) -> in.getShort(at) & 0x7fffL);
      case I8, U8, I64 -> new NonFinite(entry.name(), 0, 0);
    };
  }

  // The magnitude bits of a float order like a number: finite < infinity < NaN.
  private static NonFinite count(TensorEntry entry, long infinity, Magnitude magnitude) {
    int size = entry.dataType().byteSize();
    long nans = 0;
    long infinities = 0;
    long element = 0;
    while (element < entry.elements()) {
      ByteBuffer window = entry.windowAt(element);
      for (int at = 0; at < window.limit(); at += size) {
        long bits = magnitude.bits(window, at);
        if (bits >= infinity) {
          infinities += bits == infinity ? 1 : 0;
          nans += bits == infinity ? 0 : 1;
        }
      }
      element += window.limit() / size;
    }
    return new NonFinite(entry.name(), nans, infinities);
  }

  /** The bits of an element without its sign. */
  @FunctionalInterface
  private interface Magnitude {
    long bits(ByteBuffer in, int at);
  }

  boolean isAny() {
    return nans + infinities > 0;
  }

  @Override
  public String toString() {
    return name + ": " + nans + " NaN, " + infinities + " infinite";
  }
}
