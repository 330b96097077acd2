package ai.vugen.checkpoint;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Objects;

/** A stored tensor: its name, element type, shape and where its bytes are. */
public final class TensorEntry {
  // The largest piece that is mapped at once; a multiple of every element size.
  static final int WINDOW_BYTES = 1 << 28;

  private final String name;
  private final DataType dataType;
  private final long[] shape;
  private final TensorSource source;

  /**
   * Describes a tensor.
   *
   * @param shape sizes of the dimensions, outermost first; empty for a single number
   * @throws IllegalArgumentException if a size is negative, or shape and type need another number
   *     of bytes than the source has
   */
  public TensorEntry(String name, DataType dataType, long[] shape, TensorSource source) {
    this.name = Objects.requireNonNull(name, "name");
    this.dataType = Objects.requireNonNull(dataType, "dataType");
    this.shape = shape.clone();
    this.source = Objects.requireNonNull(source, "source");
    long needed = Math.multiplyExact(elements(shape), dataType.byteSize());
    if (needed != source.length() || Arrays.stream(shape).anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          dataType
              + Arrays.toString(shape)
              + " takes "
              + needed
              + " bytes, the source of "
              + name
              + " has "
              + source.length());
    }
  }

  /** Returns the name, unique in its file or checkpoint. */
  public String name() {
    return name;
  }

  /** Returns the element type. */
  public DataType dataType() {
    return dataType;
  }

  /** Returns a copy of the sizes of the dimensions, outermost first. */
  public long[] shape() {
    return shape.clone();
  }

  /** Returns where the bytes are. */
  public TensorSource source() {
    return source;
  }

  /** Returns the number of bytes. */
  public long byteLength() {
    return source.length();
  }

  /** Returns the number of elements. */
  public long elements() {
    return source.length() / dataType.byteSize();
  }

  /** Returns the same bytes under another name and shape with as many elements. */
  public TensorEntry as(String otherName, long... otherShape) {
    return new TensorEntry(otherName, dataType, otherShape, source);
  }

  /**
   * Returns all bytes as a read-only, little-endian buffer; bytes of a file are mapped, not copied.
   *
   * @throws ModelException if the tensor is larger than the 2 GiB that one buffer can hold; read
   *     such a tensor by {@link TensorSource#window}
   */
  public ByteBuffer bytes() {
    if (byteLength() > Integer.MAX_VALUE) {
      throw new ModelException(
          "Tensor "
              + name
              + " has "
              + byteLength()
              + " bytes, more than one buffer can hold. Read it in windows.");
    }
    return source.window(0, (int) byteLength());
  }

  /**
   * Returns the elements of an F32, F16 or BF16 tensor in row-major order, widened to float without
   * loss.
   *
   * @throws ModelIntegrityException if elements are not floating-point numbers
   */
  public float[] floats() {
    requireFloats();
    float[] values = new float[arrayLength()];
    int done = 0;
    while (done < values.length) {
      ByteBuffer window = windowAt(done);
      int count = window.remaining() / dataType.byteSize();
      widen(window, values, done, count);
      done += count;
    }
    return values;
  }

  /**
   * Returns some elements of an F32, F16 or BF16 tensor, in row-major order and widened as in
   * {@link #floats()}.
   *
   * @param from index of the first element
   * @throws IndexOutOfBoundsException if there are no such elements
   * @throws ModelIntegrityException if elements are not floating-point numbers
   */
  public float[] floats(long from, int count) {
    requireFloats();
    Objects.checkFromIndexSize(from, count, elements());
    float[] values = new float[count];
    int size = dataType.byteSize();
    int most = WINDOW_BYTES / size;
    int some;
    for (int done = 0; done < count; done += some) {
      some = Math.min(most, count - done);
      widen(source.window((from + done) * size, some * size), values, done, some);
    }
    return values;
  }

  /**
   * Returns the elements of an F64 tensor in row-major order.
   *
   * @throws ModelIntegrityException if elements have another type
   */
  public double[] doubles() {
    require(DataType.F64);
    double[] values = new double[arrayLength()];
    int done = 0;
    while (done < values.length) {
      ByteBuffer window = windowAt(done);
      int count = window.remaining() / Double.BYTES;
      window.asDoubleBuffer().get(values, done, count);
      done += count;
    }
    return values;
  }

  /**
   * Returns the elements of an I64 tensor in row-major order.
   *
   * @throws ModelIntegrityException if elements have another type
   */
  public long[] longs() {
    require(DataType.I64);
    long[] values = new long[arrayLength()];
    int done = 0;
    while (done < values.length) {
      ByteBuffer window = windowAt(done);
      int count = window.remaining() / Long.BYTES;
      window.asLongBuffer().get(values, done, count);
      done += count;
    }
    return values;
  }

  /** Returns the bytes from an element on, as many as are mapped at once. */
  ByteBuffer windowAt(long element) {
    long from = element * dataType.byteSize();
    return source.window(from, (int) Math.min(WINDOW_BYTES, byteLength() - from));
  }

  private void widen(ByteBuffer window, float[] values, int from, int count) {
    if (dataType == DataType.F32) {
      window.asFloatBuffer().get(values, from, count);
      return;
    }
    ShortBuffer halves = window.asShortBuffer();
    if (dataType == DataType.F16) {
      for (int i = 0; i < count; i++) {
        values[from + i] = HalfFloats.fromF16(halves.get(i));
      }
    } else {
      for (int i = 0; i < count; i++) {
        values[from + i] = HalfFloats.fromBf16(halves.get(i));
      }
    }
  }

  private void requireFloats() {
    if (!dataType.widensToFloat()) {
      throw new ModelIntegrityException(
          "Tensor " + name + " has type " + dataType + ", expected F32, F16 or BF16.");
    }
  }

  private void require(DataType expected) {
    if (dataType != expected) {
      throw new ModelIntegrityException(
          "Tensor " + name + " has type " + dataType + ", expected " + expected + ".");
    }
  }

  private int arrayLength() {
    // A few virtual machines keep the last array sizes below 2^31 for themselves.
    if (elements() > Integer.MAX_VALUE - 8) {
      throw new ModelException(
          "Tensor "
              + name
              + " has "
              + elements()
              + " elements, more than a Java array can hold. Read it in windows.");
    }
    return (int) elements();
  }

  /**
   * Returns the product of the sizes.
   *
   * @throws ArithmeticException if it is larger than a long
   */
  static long elements(long[] shape) {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  @Override
  public String toString() {
    return name + " " + dataType + Arrays.toString(shape);
  }
}
