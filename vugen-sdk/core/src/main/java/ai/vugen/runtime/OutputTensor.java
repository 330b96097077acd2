package ai.vugen.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.vugen.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An output whose shape the run decided, copied to the Java heap. */
public final class OutputTensor {
  private final ElementType type;
  private final long[] shape;
  private final byte[] bytes;

  private OutputTensor(ElementType type, long[] shape, byte[] bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  static OutputTensor copyOf(String name, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new InvalidRequestException("The output '%s' is not a tensor.".formatted(name));
    }
    ByteBuffer copy = tensor.getByteBuffer();
    byte[] bytes = new byte[copy.remaining()];
    copy.get(bytes);
    return new OutputTensor(
        ElementType.of(tensor.getInfo().type, name), tensor.getInfo().getShape(), bytes);
  }

  /** Returns the element type. */
  public ElementType type() {
    return type;
  }

  /** Returns a copy of the shape. */
  public long[] shape() {
    return shape.clone();
  }

  /** Returns the number of elements. */
  public int elements() {
    return bytes.length / type.bytes();
  }

  /** Returns a copy of all elements, widened to float (F32, F16, BF16). */
  public float[] floats() {
    float[] values = new float[elements()];
    Elements.get(inNativeOrder(), type, values, 0, values.length);
    return values;
  }

  /** Returns a copy of all elements as longs (I64, I32, I8, U8, BOOL). */
  public long[] longs() {
    long[] values = new long[elements()];
    Elements.get(inNativeOrder(), type, values);
    return values;
  }

  /** Returns a copy in new native memory, which the caller closes. */
  public NativeBuffer toNative() {
    NativeBuffer buffer = NativeBuffer.allocate(type, elements());
    buffer.tensor(shape).put(bytes);
    return buffer;
  }

  private ByteBuffer inNativeOrder() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** Returns the type and shape, as in {@code F32[1, 3, 64]}. */
  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
