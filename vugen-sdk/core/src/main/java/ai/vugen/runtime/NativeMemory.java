package ai.vugen.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.vugen.error.ClosedException;
import ai.vugen.error.RuntimeFailureException;
import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The memory of one {@link NativeBuffer} and the runtime's handles over its parts. It does not
 * refer to the buffer, so that a forgotten buffer can be collected and this be freed.
 */
final class NativeMemory {
  /*
   * The algorithm, and why:
   *
   * Handles. A session takes its tensors as handles of the runtime, native objects over a part of
   * this memory. To make and free them anew in each run costs more than a small run itself, and a
   * loop asks for the same parts again and again. So they are kept by offset and shape, the least
   * recently used first (the map is in order of access). A cache of keys and values has another
   * shape with every token, so what is above KEPT_HANDLES is closed, oldest first.
   *
   * Users. The same part may be in several runs at once; a handle counts them and is not closed while
   * it has any. If all kept ones are in use there may be more than KEPT_HANDLES for a while.
   *
   * Closing. Whoever is at the memory is inside the gate: acquire() enters and release() leaves it,
   * so that a run holds it as long as native code may read or write here, and use() holds it for
   * Java's own reads and writes. shut() lets nobody in any more and waits for those inside; only then
   * free() may give the memory back, for a write into freed memory would not fail but damage
   * something. release() works after shut() too, or the wait would not end.
   *
   * Forgotten buffers. LeakWatch runs free() when the NativeBuffer was collected. So nothing in here
   * may refer to that buffer, and whoever uses the memory keeps the buffer reachable meanwhile.
   */

  /** The most that one direct buffer of the Java platform can address, less alignment. */
  static final long MAX_BYTES = Integer.MAX_VALUE - 256L;

  /** Vector loads are fastest from a multiple of the processor's cache line. */
  private static final int ALIGNMENT = 64;

  /** Handles kept for later runs: enough for a loop, bounded where the shape grows by a token. */
  private static final int KEPT_HANDLES = 32;

  private static final class Handle {
    final OnnxTensor tensor;
    int users;

    Handle(OnnxTensor tensor) {
      this.tensor = tensor;
    }
  }

  private final ElementType type;
  private final Memory memory;
  private final ByteBuffer bytes;
  private final Map<Part, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);
  private final Gate<NativeMemory> gate = new Gate<>();

  NativeMemory(ElementType type, long size) {
    this.type = type;
    this.memory = NativeAccess.allocate(size + 2 * ALIGNMENT);
    this.bytes =
        memory
            .getByteBuffer(0, memory.size())
            .alignedSlice(ALIGNMENT)
            .slice(0, (int) size)
            .order(ByteOrder.nativeOrder());
  }

  /** Gives the memory to {@code body}; it is not freed before that returns. */
  void use(Consumer<ByteBuffer> body) {
    enter();
    try {
      body.accept(bytes);
    } finally {
      leave();
    }
  }

  /** Returns the runtime's handle of a part; it stays valid until {@link #release}. */
  synchronized OnnxTensor acquire(Part part) {
    enter();
    try {
      Handle handle = handles.get(part);
      if (handle == null) {
        handle = new Handle(create(part));
        handles.put(part, handle);
      }
      handle.users++;
      closeOldest();
      return handle.tensor;
    } catch (OrtException e) {
      leave();
      throw new RuntimeFailureException(
          "No tensor could be made: " + OrtErrors.message(e) + ".", e);
    } catch (RuntimeException e) {
      leave();
      throw e;
    }
  }

  synchronized void release(Part part) {
    Handle handle = handles.get(part);
    if (handle != null) {
      handle.users--;
    }
    leave();
  }

  private OnnxTensor create(Part part) throws OrtException {
    return OnnxTensor.createTensor(
        Engine.get().environment(), part.of(bytes, type), part.shape, type.ort());
  }

  private void closeOldest() {
    Iterator<Handle> oldestFirst = handles.values().iterator();
    int surplus = handles.size() - KEPT_HANDLES;
    while (surplus > 0 && oldestFirst.hasNext()) {
      Handle handle = oldestFirst.next();
      if (handle.users == 0) {
        oldestFirst.remove();
        handle.tensor.close();
        surplus--;
      }
    }
  }

  private void enter() {
    if (!gate.enter(this)) {
      throw new ClosedException("The native buffer has been closed.");
    }
  }

  private void leave() {
    gate.leave(this);
  }

  /** Refuses new uses and waits for those under way; returns false when that was done before. */
  boolean shut() {
    return gate.shut(user -> {}, user -> true);
  }

  /** Frees everything; nothing may be using it. */
  synchronized void free() {
    shut();
    handles.values().forEach(handle -> handle.tensor.close());
    handles.clear();
    memory.close();
  }
}
