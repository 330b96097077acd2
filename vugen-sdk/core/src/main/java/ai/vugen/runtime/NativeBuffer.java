package ai.vugen.runtime;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Memory outside the Java heap that sessions read and write in place, of one element type and a
 * fixed capacity. It is zero at first.
 *
 * <p>{@link #tensor} lays a shape over its beginning and {@link #slice} over any part, so a cache
 * of {@code capacity} tokens can be passed to a session as {@code [1, used, heads, dim]} and the
 * new tokens can be written behind the used ones, without copying. The memory is freed by {@link
 * #close}, which first waits for runs that still use it; afterwards every use throws {@link
 * ClosedException}.
 *
 * <p>The runtime's handle of each part is kept for the next run, so a loop over the same tensors
 * allocates nothing outside the heap.
 */
public final class NativeBuffer implements AutoCloseable {
  private final NativeMemory memory;
  private final ElementType type;
  private final int capacity;
  private final LeakWatch.Watched watched;

  private NativeBuffer(ElementType type, int capacity) {
    this.type = type;
    this.capacity = capacity;
    this.memory = new NativeMemory(type, (long) capacity * type.bytes());
    this.watched = LeakWatch.BUFFERS.watch(this, toString(), memory::free);
  }

  /**
   * Allocates memory for a number of elements.
   *
   * @throws InvalidRequestException if that is negative or more than 2 GiB
   */
  public static NativeBuffer allocate(ElementType type, long capacity) {
    if (capacity < 0 || capacity > NativeMemory.MAX_BYTES / type.bytes()) {
      throw new InvalidRequestException(
          "A buffer of %d %s elements was asked for; it can hold 0 to %d."
              .formatted(capacity, type, NativeMemory.MAX_BYTES / type.bytes()));
    }
    return new NativeBuffer(type, (int) capacity);
  }

  /** Returns the element type. */
  public ElementType type() {
    return type;
  }

  /** Returns the number of elements that fit. */
  public int capacity() {
    return capacity;
  }

  /**
   * Lays a shape over the first elements.
   *
   * @throws InvalidRequestException if the shape is negative or needs more than the capacity
   */
  public NativeTensor tensor(long... shape) {
    return slice(0, shape);
  }

  /**
   * Lays a shape over the elements from {@code offset} on.
   *
   * @throws InvalidRequestException if the part does not lie inside the buffer
   */
  public NativeTensor slice(long offset, long... shape) {
    long elements = elements(shape);
    if (offset < 0 || offset > capacity || elements < 0 || elements > capacity - offset) {
      throw new InvalidRequestException(
          "Shape %s at element %d does not fit into a buffer of %d elements."
              .formatted(Arrays.toString(shape), offset, capacity));
    }
    return new NativeTensor(this, new Part((int) offset, (int) elements, shape.clone()));
  }

  /** Returns the product, or -1 when a size is negative or the product cannot fit any buffer. */
  private static long elements(long[] shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 0 || size > Integer.MAX_VALUE) {
        return -1;
      }
      product *= size;
      if (product > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return product;
  }

  NativeMemory memory() {
    return memory;
  }

  void use(Consumer<ByteBuffer> body) {
    try {
      memory.use(body);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Frees the memory once no run uses it any more; a second call does nothing. */
  @Override
  public void close() {
    if (memory.shut()) {
      watched.release();
    }
  }

  @Override
  public String toString() {
    return "NativeBuffer[%s x %d]".formatted(type, capacity);
  }
}
