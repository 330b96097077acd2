package ai.vugen.pipeline.language;

import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;

/** Native memory that is reused from run to run and replaced when a larger tensor is needed. */
final class GrowingBuffer implements AutoCloseable {
  private final ElementType type;
  private NativeBuffer buffer;

  GrowingBuffer(ElementType type) {
    this.type = type;
    this.buffer = NativeBuffer.allocate(type, 0);
  }

  /** Returns a tensor of a shape, whose elements are left from before. */
  NativeTensor tensor(long... shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    if (elements > buffer.capacity()) {
      NativeBuffer larger =
          NativeBuffer.allocate(type, Math.max(elements, buffer.capacity() * 3L / 2));
      buffer.close();
      buffer = larger;
    }
    return buffer.tensor(shape);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
