package ai.vugen.runtime;

import ai.vugen.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A shape laid over part of a {@link NativeBuffer}, row-major: what sessions read and write.
 *
 * <p>It owns no memory and may be made as often as needed; two tensors over the same part of the
 * same buffer with the same shape are equal. Reading and writing from several threads at once is
 * the caller's business, as with an array. All methods that touch the memory throw {@link
 * ai.vugen.error.ClosedException} once the buffer is closed.
 */
public final class NativeTensor {
  private final NativeBuffer buffer;
  private final Part part;

  NativeTensor(NativeBuffer buffer, Part part) {
    this.buffer = buffer;
    this.part = part;
  }

  /** Returns the memory below. */
  public NativeBuffer buffer() {
    return buffer;
  }

  /** Returns the element type of the buffer. */
  public ElementType type() {
    return buffer.type();
  }

  /** Returns the position of the first element in the buffer. */
  public int offset() {
    return part.offset;
  }

  /** Returns the number of elements, the product of the shape. */
  public int elements() {
    return part.elements;
  }

  /** Returns a copy of the shape. */
  public long[] shape() {
    return part.shape.clone();
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return part.shape.length;
  }

  /** Returns the size of one dimension. */
  public long size(int dimension) {
    return part.shape[dimension];
  }

  /** Writes all elements, rounding to the element type where it is narrower (F32, F16, BF16). */
  public NativeTensor put(float[] values) {
    return put(values, 0);
  }

  /** Writes all elements from {@code values[from]} on (F32, F16, BF16). */
  public NativeTensor put(float[] values, int from) {
    requireRoom(values.length - from);
    buffer.use(bytes -> Elements.put(cut(bytes), type(), values, from, part.elements));
    return this;
  }

  /** Writes all elements (I64, and I32, I8, U8, BOOL where each value fits). */
  public NativeTensor put(long[] values) {
    requireRoom(values.length);
    buffer.use(bytes -> Elements.put(cut(bytes), type(), values));
    return this;
  }

  /** Writes the raw bytes of all elements, in the machine's byte order. */
  public NativeTensor put(byte[] values) {
    if (values.length != (long) part.elements * type().bytes()) {
      throw new InvalidRequestException(
          "%s takes %d bytes, not %d."
              .formatted(description(), (long) part.elements * type().bytes(), values.length));
    }
    buffer.use(bytes -> cut(bytes).put(values));
    return this;
  }

  /** Copies all elements of a tensor of the same type and number of elements. */
  public NativeTensor put(NativeTensor source) {
    if (source.type() != type() || source.part.elements != part.elements) {
      throw new InvalidRequestException(
          "%s cannot be copied into %s.".formatted(source.description(), description()));
    }
    buffer.use(to -> source.buffer.use(from -> cut(to).put(source.cut(from))));
    return this;
  }

  /** Sets every byte to zero. */
  public NativeTensor clear() {
    buffer.use(bytes -> Elements.clear(cut(bytes)));
    return this;
  }

  /** Returns a copy of all elements, widened to float (F32, F16, BF16). */
  public float[] floats() {
    float[] values = new float[part.elements];
    get(values, 0);
    return values;
  }

  /** Copies all elements, widened to float, to {@code values[at]} and on (F32, F16, BF16). */
  public void get(float[] values, int at) {
    requireRoom(values.length - at);
    buffer.use(bytes -> Elements.get(cut(bytes), type(), values, at, part.elements));
  }

  /** Returns a copy of all elements as longs (I64, I32, I8, U8, BOOL). */
  public long[] longs() {
    long[] values = new long[part.elements];
    buffer.use(bytes -> Elements.get(cut(bytes), type(), values));
    return values;
  }

  /** Returns a copy of the raw bytes of all elements, in the machine's byte order. */
  public byte[] bytes() {
    byte[] values = new byte[part.elements * type().bytes()];
    buffer.use(bytes -> cut(bytes).get(values));
    return values;
  }

  Part part() {
    return part;
  }

  private ByteBuffer cut(ByteBuffer bytes) {
    return part.of(bytes, type());
  }

  String description() {
    return type() + Arrays.toString(part.shape);
  }

  private void requireRoom(int length) {
    if (length < part.elements) {
      throw new InvalidRequestException(
          "%s holds %d elements, but the array has only %d from there on."
              .formatted(description(), part.elements, length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NativeTensor that && buffer == that.buffer && part.equals(that.part);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(buffer) + part.hashCode();
  }

  /** Returns the type and shape, as in {@code F32[1, 3, 64]}. */
  @Override
  public String toString() {
    return description();
  }
}
