package ai.vugen.runtime;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A shape at an element offset: what a tensor is, apart from the memory it lies in. */
final class Part {
  final int offset;
  final int elements;
  final long[] shape;

  Part(int offset, int elements, long[] shape) {
    this.offset = offset;
    this.elements = elements;
    this.shape = shape;
  }

  /** Returns the bytes that this part covers of a buffer's, in the same byte order. */
  ByteBuffer of(ByteBuffer bytes, ElementType type) {
    return bytes.slice(offset * type.bytes(), elements * type.bytes()).order(bytes.order());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Part that && offset == that.offset && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return 31 * offset + Arrays.hashCode(shape);
  }
}
